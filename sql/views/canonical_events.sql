-- One row an event: what several stories, written independently, report, and how many independent sources do.
--
-- event_id                  stable; an event that was merged leaves a row in event_redirects
-- first_at, last_at         time of the earliest and of the latest article
-- title, language           of the earliest story that has a title
-- story_count               reports that were written independently, copies folded
-- article_count, host_count all pages of them, and their hosts
-- independent_source_count  agencies and publishers whose own reports they are, each counted once
-- story_id, article_id, url, host   the earliest story, its canonical article and where that stands
CREATE VIEW canonical_events AS
WITH ranked AS (
  SELECT
    m.event_id,
    s.story_id,
    s.canonical_article_id,
    ROW_NUMBER() OVER (PARTITION BY m.event_id ORDER BY s.first_at, s.story_id) AS place
  FROM event_members AS m
  INNER JOIN stories AS s ON m.story_id = s.story_id
)

SELECT
  e.event_id,
  e.first_at,
  e.last_at,
  e.title,
  e.language,
  e.story_count,
  e.article_count,
  e.host_count,
  e.independent_source_count,
  r.story_id,
  r.canonical_article_id AS article_id,
  a.url,
  a.host
FROM events AS e
INNER JOIN ranked AS r ON e.event_id = r.event_id AND r.place = 1
INNER JOIN articles AS a ON r.canonical_article_id = a.article_id
