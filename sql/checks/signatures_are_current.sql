-- Used by: pipeline.steps.check
-- A signature is of the text its article has now.
SELECT
  s.article_id,
  s.text_sha256 AS signed_sha256,
  v.text_sha256 AS current_sha256
FROM article_signatures AS s
LEFT JOIN article_versions AS v ON s.article_id = v.article_id AND v.is_latest = 1
WHERE s.corpus = 'clean' AND (v.capture_id IS NULL OR s.text_sha256 <> v.text_sha256)
ORDER BY s.article_id
