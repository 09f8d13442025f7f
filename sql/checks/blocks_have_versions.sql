-- Used by: pipeline.steps.check.step
-- No orphan blocks: each belongs to a version and names its article and number.
SELECT
  b.capture_id,
  b.position,
  b.article_id,
  b.version
FROM article_blocks AS b
LEFT JOIN article_versions AS v
  ON b.capture_id = v.capture_id AND b.article_id = v.article_id AND b.version = v.version
WHERE v.capture_id IS NULL
ORDER BY b.capture_id, b.position
