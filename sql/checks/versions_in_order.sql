-- Used by: pipeline.steps.check
-- The versions of an article are numbered from 1 without gaps, and the last of them alone is the latest.
SELECT
  a.article_id,
  COUNT(v.version) AS versions,
  MIN(v.version) AS first_version,
  MAX(v.version) AS last_version,
  SUM(v.is_latest) AS latest_versions
FROM articles AS a
LEFT JOIN article_versions AS v ON a.article_id = v.article_id
GROUP BY a.article_id
HAVING
  COUNT(v.version) = 0
  OR MIN(v.version) <> 1
  OR MAX(v.version) <> COUNT(DISTINCT v.version)
  OR COUNT(v.version) <> COUNT(DISTINCT v.version)
  OR SUM(v.is_latest) <> 1
  OR MAX(v.version) <> MAX(CASE WHEN v.is_latest = 1 THEN v.version END)
ORDER BY a.article_id
