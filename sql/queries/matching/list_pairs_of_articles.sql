-- Used by: pipeline.matching.pairs
-- takes: articles(article_id)
SELECT
  p.left_id,
  p.right_id,
  p.relation,
  p.jaccard,
  p.containment,
  p.shared_shingles,
  p.rule_version
FROM given_articles AS b
INNER JOIN article_pairs AS p ON b.article_id = p.left_id
WHERE p.corpus = :corpus
UNION
SELECT
  p.left_id,
  p.right_id,
  p.relation,
  p.jaccard,
  p.containment,
  p.shared_shingles,
  p.rule_version
FROM given_articles AS b
INNER JOIN article_pairs AS p ON b.article_id = p.right_id
WHERE p.corpus = :corpus
