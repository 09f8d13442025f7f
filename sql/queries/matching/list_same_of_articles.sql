-- Used by: pipeline.matching.components
-- takes: articles(article_id)
-- What a person said to be the same as one of the given articles.
SELECT
  j.left_id,
  j.right_id
FROM given_articles AS g
INNER JOIN judgements AS j ON g.article_id = j.left_id
WHERE j.verdict = 'same'
UNION
SELECT
  j.left_id,
  j.right_id
FROM given_articles AS g
INNER JOIN judgements AS j ON g.article_id = j.right_id
WHERE j.verdict = 'same'
