-- Used by: pipeline.steps.check.step
-- A clean text can be explained: it is made of blocks labelled body or background.
SELECT
  v.capture_id,
  v.article_id,
  v.version
FROM article_versions AS v
WHERE
  v.text <> ''
  AND NOT EXISTS (
    SELECT 1 FROM article_blocks AS b
    WHERE b.capture_id = v.capture_id AND b.label IN ('body', 'background')
  )
ORDER BY v.capture_id
