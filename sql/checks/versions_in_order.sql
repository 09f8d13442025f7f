-- Used by: pipeline.steps.check.step
-- The versions of an article are numbered from 1 without gaps, and the last of them alone is the latest. An article
-- has none only when its captures were rejected after all.
WITH counted AS (
  SELECT
    article_id,
    COUNT(version) AS versions,
    COUNT(DISTINCT version) AS numbers,
    MIN(version) AS first_version,
    MAX(version) AS last_version,
    SUM(is_latest) AS latest_versions,
    MAX(CASE WHEN is_latest = 1 THEN version END) AS latest_version
  FROM article_versions
  GROUP BY article_id
),

rejected AS (
  SELECT DISTINCT c.url_key
  FROM captures AS c
  INNER JOIN rejections AS r ON c.capture_id = r.capture_id
)

SELECT
  a.article_id,
  COALESCE(v.versions, 0) AS versions,
  v.first_version,
  v.last_version,
  v.latest_versions
FROM articles AS a
LEFT JOIN counted AS v ON a.article_id = v.article_id
LEFT JOIN rejected AS r ON a.url_key = r.url_key
WHERE
  (v.article_id IS NULL AND r.url_key IS NULL)
  OR v.first_version <> 1
  OR v.last_version <> v.numbers
  OR v.versions <> v.numbers
  OR v.latest_versions <> 1
  OR v.last_version <> v.latest_version
ORDER BY a.article_id
