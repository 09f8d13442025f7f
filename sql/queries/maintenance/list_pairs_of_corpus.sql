-- Used by: pipeline.maintenance.refold
SELECT
  left_id,
  right_id,
  relation,
  jaccard,
  containment,
  shared_shingles,
  rule_version
FROM article_pairs
WHERE corpus = :corpus
ORDER BY left_id, right_id
