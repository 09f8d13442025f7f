-- Used by: pipeline.maintenance.kept
-- Reports that feeds carry whole.
SELECT
  source_id,
  url_key,
  title,
  content
FROM feed_texts
