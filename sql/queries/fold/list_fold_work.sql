-- Used by: pipeline.steps.fold.fold_waiting
SELECT
  a.article_id,
  a.article_at
FROM pending_work AS w
INNER JOIN articles AS a ON w.subject_id = a.article_id
WHERE w.step = 'fold'
ORDER BY a.article_at, a.article_id
