-- Used by: pipeline.steps.check.step
-- The versions of an article are numbered from 1 without gaps, and the last of them alone is the latest. An article
-- has none only when its captures were rejected after all.
SELECT
  a.article_id,
  COUNT(v.version) AS versions,
  MIN(v.version) AS first_version,
  MAX(v.version) AS last_version,
  SUM(v.is_latest) AS latest_versions
FROM articles AS a
LEFT JOIN article_versions AS v ON a.article_id = v.article_id
GROUP BY a.article_id, a.url_key
HAVING
  (
    COUNT(v.version) = 0
    AND NOT EXISTS (
      SELECT 1
      FROM captures AS c
      INNER JOIN rejections AS r ON c.capture_id = r.capture_id
      WHERE c.url_key = a.url_key
    )
  )
  OR MIN(v.version) <> 1
  OR MAX(v.version) <> COUNT(DISTINCT v.version)
  OR COUNT(v.version) <> COUNT(DISTINCT v.version)
  OR SUM(v.is_latest) <> 1
  OR MAX(v.version) <> MAX(CASE WHEN v.is_latest = 1 THEN v.version END)
ORDER BY a.article_id
