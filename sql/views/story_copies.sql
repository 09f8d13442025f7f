-- Who copied whom, story by story: one row for each host that published what another, or an agency, wrote.
--
-- story_id, first_at   the story, and the time of its earliest article
-- origin               who wrote it: the agency that is credited, or else the host of the original that the others
--                      name, or else the host that is known to have had it first
-- copying_host         a host with articles in the story that is neither the origin nor the agency's own
-- articles             how many it has there
-- article_at           of its earliest article
-- delay_seconds        after the story's first article; NULL where the day alone is known of one of the two times
-- Stories of one host are left out, and those without an agency whose first host is not known: times of which the day
-- alone is known may overlap, and a page without a date may have appeared at any time before it was seen.
CREATE VIEW story_copies AS
WITH hosts AS (
  SELECT
    s.story_id,
    a.host,
    MAX(a.host_agency) AS host_agency,
    COUNT(*) AS articles,
    MIN(a.article_at) AS article_at,
    CASE WHEN COUNT(a.earliest_at) = COUNT(*) THEN MIN(a.earliest_at) END AS earliest_at,
    MIN(COALESCE(a.latest_at, a.first_seen_at)) AS latest_at,
    -- within the hour is known well enough to be compared
    MIN(
      CASE WHEN (JULIANDAY(a.latest_at) - JULIANDAY(a.earliest_at)) * 24 <= 1 THEN a.article_at END
    ) AS exact_at
  FROM stories AS s
  INNER JOIN story_members AS m ON s.story_id = m.story_id
  INNER JOIN articles AS a ON m.article_id = a.article_id
  WHERE s.host_count > 1
  GROUP BY s.story_id, a.host
),

ranked AS (
  SELECT
    story_id,
    host,
    earliest_at,
    latest_at,
    exact_at,
    ROW_NUMBER() OVER (PARTITION BY story_id ORDER BY latest_at, host) AS place
  FROM hosts
),

firsts AS (
  SELECT
    story_id,
    MAX(CASE WHEN place = 1 THEN host END) AS host,
    MAX(CASE WHEN place = 1 THEN latest_at END) AS latest_at,
    CASE WHEN COUNT(earliest_at) = COUNT(*) THEN MIN(earliest_at) END AS earliest_at,
    CASE
      WHEN COUNT(CASE WHEN place > 1 THEN earliest_at END) = COUNT(*) - 1
        THEN MIN(CASE WHEN place > 1 THEN earliest_at END)
    END AS others_earliest_at,
    MIN(exact_at) AS exact_at
  FROM ranked
  GROUP BY story_id
),

origins AS (
  SELECT
    s.story_id,
    s.first_at,
    CASE
      WHEN s.origin IS NOT NULL AND (own.host IS NULL OR s.canonical_reason = 'named_original') THEN s.origin
      WHEN f.others_earliest_at > f.latest_at THEN f.host
    END AS origin,
    CASE
      WHEN (JULIANDAY(f.latest_at) - JULIANDAY(f.earliest_at)) * 24 <= 1 THEN f.exact_at
    END AS exact_at
  FROM stories AS s
  INNER JOIN firsts AS f ON s.story_id = f.story_id
  LEFT JOIN hosts AS own ON s.story_id = own.story_id AND s.origin = own.host
)

SELECT
  o.story_id,
  o.first_at,
  o.origin,
  h.host AS copying_host,
  h.articles,
  h.article_at,
  CAST(ROUND((JULIANDAY(h.exact_at) - JULIANDAY(o.exact_at)) * 86400) AS bigint) AS delay_seconds
FROM origins AS o
INNER JOIN hosts AS h ON o.story_id = h.story_id
WHERE o.origin IS NOT NULL AND h.host <> o.origin AND COALESCE(h.host_agency, '') <> o.origin
