-- One row an article of a story, in the order they appeared.
--
-- story_id, article_id
-- place                  1 for the earliest article of the story, as far as the times tell
-- article_at             when it was published, or first seen where that is unknown
-- earliest_at, latest_at   it appeared between these: apart by a day or more where a page gives no hour; earliest_at is
--                        NULL where it gives no date
-- seconds_after_first    since the story's first article; NULL where either is not known to the hour
-- host, source_id, url, title, wire_agency   of the article's latest version
-- relation               to matched_article_id, whose pair is the evidence; 'canonical' for the canonical article
-- jaccard, containment   as measured on that pair
CREATE VIEW story_timeline AS
WITH members AS (
  SELECT
    m.story_id,
    m.article_id,
    m.relation,
    m.matched_article_id,
    m.jaccard,
    m.containment,
    a.article_at,
    a.earliest_at,
    COALESCE(a.latest_at, a.first_seen_at) AS latest_at,
    CASE WHEN (JULIANDAY(a.latest_at) - JULIANDAY(a.earliest_at)) * 24 <= 1 THEN a.article_at END AS exact_at,
    a.host,
    a.source_id,
    a.url,
    a.url_key
  FROM story_members AS m
  INNER JOIN articles AS a ON m.article_id = a.article_id
)

-- Windows of one partition alone: a question about one story reads that story.
SELECT
  m.story_id,
  m.article_id,
  m.article_at,
  m.earliest_at,
  m.latest_at,
  m.host,
  m.source_id,
  m.url,
  v.title,
  v.wire_agency,
  m.relation,
  m.matched_article_id,
  m.jaccard,
  m.containment,
  ROW_NUMBER() OVER (PARTITION BY m.story_id ORDER BY m.latest_at, m.url_key) AS place,
  CASE
    WHEN
      -- nobody may have been before: each has a bound, and the first is known to the hour
      COUNT(m.earliest_at) OVER (PARTITION BY m.story_id) = COUNT(*) OVER (PARTITION BY m.story_id)
      AND (
        JULIANDAY(MIN(m.latest_at) OVER (PARTITION BY m.story_id))
        - JULIANDAY(MIN(m.earliest_at) OVER (PARTITION BY m.story_id))
      ) * 24 <= 1
      THEN
        CAST(
          ROUND(
            (JULIANDAY(m.exact_at) - JULIANDAY(MIN(m.exact_at) OVER (PARTITION BY m.story_id))) * 86400
          ) AS bigint
        )
  END AS seconds_after_first
FROM members AS m
LEFT JOIN article_versions AS v ON m.article_id = v.article_id AND v.is_latest = 1
