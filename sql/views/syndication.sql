-- Who publishes whose reports, and how much later: one row for each origin and each host that copies it.
--
-- origin                 who first wrote the story: an agency, or a host; where unknown, the host that had it first
-- copying_host           a host with articles in stories of that origin, other than the origin itself
-- stories, articles      how many it took
-- shortest_delay_seconds, average_delay_seconds, longest_delay_seconds   after the story's earliest article
-- last_at                time of the latest copy
-- Revisions of a page are no copies and are left out.
CREATE VIEW syndication AS
WITH members AS (
  SELECT
    m.story_id,
    m.relation,
    a.host,
    a.article_at,
    FIRST_VALUE(a.host) OVER (PARTITION BY m.story_id ORDER BY a.article_at, a.url_key) AS first_host,
    MIN(a.article_at) OVER (PARTITION BY m.story_id) AS first_at
  FROM story_members AS m
  INNER JOIN articles AS a ON m.article_id = a.article_id
),

copies AS (
  SELECT
    m.story_id,
    m.host AS copying_host,
    m.article_at,
    COALESCE(s.origin, m.first_host) AS origin,
    ROUND((JULIANDAY(m.article_at) - JULIANDAY(m.first_at)) * 86400) AS delay_seconds
  FROM members AS m
  INNER JOIN stories AS s ON m.story_id = s.story_id
  WHERE m.relation <> 'revision' AND m.host <> COALESCE(s.origin, m.first_host)
)

SELECT
  origin,
  copying_host,
  COUNT(DISTINCT story_id) AS stories,
  COUNT(*) AS articles,
  CAST(MIN(delay_seconds) AS bigint) AS shortest_delay_seconds,
  CAST(AVG(delay_seconds) AS bigint) AS average_delay_seconds,
  CAST(MAX(delay_seconds) AS bigint) AS longest_delay_seconds,
  MAX(article_at) AS last_at
FROM copies
GROUP BY origin, copying_host
