-- Used by: pipeline.matching.pairs
-- What a person said to be the same as articles of the batch.
SELECT
  j.left_id,
  j.right_id
FROM batch_articles AS b
INNER JOIN judgements AS j ON b.article_id = j.left_id
WHERE j.verdict = 'same'
UNION
SELECT
  j.left_id,
  j.right_id
FROM batch_articles AS b
INNER JOIN judgements AS j ON b.article_id = j.right_id
WHERE j.verdict = 'same'
