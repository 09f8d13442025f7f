-- Used by: pipeline.steps.check.step
-- Evidence is about articles we hold.
SELECT
  p.corpus,
  p.left_id,
  p.right_id
FROM article_pairs AS p
LEFT JOIN articles AS l ON p.left_id = l.article_id
LEFT JOIN articles AS r ON p.right_id = r.article_id
WHERE l.article_id IS NULL OR r.article_id IS NULL
ORDER BY p.corpus, p.left_id, p.right_id
