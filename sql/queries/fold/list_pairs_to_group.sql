-- Used by: pipeline.steps.fold.links
-- takes: articles(article_id)
-- The pairs of the batch, also with articles outside it, and how long both texts are.
WITH ends AS (
  SELECT
    p.left_id,
    p.right_id
  FROM given_articles AS b
  INNER JOIN article_pairs AS p ON b.article_id = p.left_id
  WHERE p.corpus = 'clean'
  UNION
  SELECT
    p.left_id,
    p.right_id
  FROM given_articles AS b
  INNER JOIN article_pairs AS p ON b.article_id = p.right_id
  WHERE p.corpus = 'clean'
)

SELECT
  p.left_id,
  p.right_id,
  p.relation,
  p.jaccard,
  p.containment,
  p.shared_shingles,
  p.rule_version,
  l.shingle_count AS left_shingles,
  r.shingle_count AS right_shingles
FROM ends AS e
INNER JOIN article_pairs AS p ON p.corpus = 'clean' AND e.left_id = p.left_id AND e.right_id = p.right_id
INNER JOIN article_signatures AS l ON l.corpus = 'clean' AND p.left_id = l.article_id
INNER JOIN article_signatures AS r ON r.corpus = 'clean' AND p.right_id = r.article_id
