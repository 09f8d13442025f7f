-- Used by: pipeline.maintenance.reprocess
INSERT INTO pending_work (step, subject_id)
SELECT DISTINCT
  'clean' AS step,
  article_versions.article_id AS subject_id
FROM article_versions
WHERE article_versions.captured_at >= :start_at AND article_versions.captured_at < :end_at
ON CONFLICT (step, subject_id) DO NOTHING
