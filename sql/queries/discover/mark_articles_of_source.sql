-- Used by: pipeline.steps.discover.sources
-- What a person says of a source decides which copy stands for a story, and whose voice it is.
INSERT INTO pending_work (step, subject_id)
SELECT
  'fold' AS step,
  article_id AS subject_id
FROM articles
WHERE source_id = :source_id
ON CONFLICT (step, subject_id) DO NOTHING
