-- Used by: pipeline/steps/matching.py
-- What joins the articles of the batch to others: pairs, and judgements that two are the same.
SELECT
  p.left_id,
  p.right_id,
  p.relation
FROM batch_articles AS b
INNER JOIN article_pairs AS p ON b.article_id = p.left_id
WHERE p.corpus = :corpus
UNION
SELECT
  p.left_id,
  p.right_id,
  p.relation
FROM batch_articles AS b
INNER JOIN article_pairs AS p ON b.article_id = p.right_id
WHERE p.corpus = :corpus
UNION
SELECT
  j.left_id,
  j.right_id,
  j.verdict AS relation
FROM batch_articles AS b
INNER JOIN judgements AS j ON b.article_id = j.left_id OR b.article_id = j.right_id
WHERE j.verdict = 'same'
