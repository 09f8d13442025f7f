-- Used by: pipeline.matching.components
-- takes: articles(article_id)
-- The pairs that fold of which one is among these articles, by their ends alone: a crowd has millions that do not.
SELECT
  p.left_id,
  p.right_id
FROM given_articles AS b
INNER JOIN article_pairs AS p ON b.article_id = p.left_id
WHERE p.corpus = :corpus AND p.relation IN ('identical', 'near_duplicate', 'abridged', 'revision')
UNION
SELECT
  p.left_id,
  p.right_id
FROM given_articles AS b
INNER JOIN article_pairs AS p ON b.article_id = p.right_id
WHERE p.corpus = :corpus AND p.relation IN ('identical', 'near_duplicate', 'abridged', 'revision')
