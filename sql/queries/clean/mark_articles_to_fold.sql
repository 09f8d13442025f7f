-- Used by: pipeline.steps.clean.apply_votes
-- takes: articles(article_id)
-- Of these articles those whose latest version was never cleaned wait to be folded: they were never folded as they are.
INSERT INTO pending_work (step, subject_id)
SELECT
  'fold' AS step,
  v.article_id AS subject_id
FROM given_articles AS t
INNER JOIN article_versions AS v ON t.article_id = v.article_id
WHERE v.is_latest = 1 AND v.cleaned_scheme IS NULL
ON CONFLICT (step, subject_id) DO NOTHING
