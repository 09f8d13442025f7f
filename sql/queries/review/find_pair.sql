-- Used by: pipeline.review.explain, pipeline.review.queue
SELECT
  left_id,
  right_id,
  relation,
  jaccard,
  containment,
  shared_shingles,
  rule_version,
  evidence
FROM article_pairs
WHERE corpus = :corpus AND left_id = :left_id AND right_id = :right_id
