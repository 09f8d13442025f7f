-- Used by: pipeline.web.api
-- Measured pairs by the ids of their articles; an empty text leaves its filter out. The article is either of the two.
SELECT
  p.left_id,
  p.right_id,
  p.relation,
  p.jaccard,
  p.containment,
  p.shared_shingles,
  p.rule_version,
  j.verdict,
  j.judged_by,
  j.judged_at
FROM article_pairs AS p
LEFT JOIN judgements AS j ON p.left_id = j.left_id AND p.right_id = j.right_id
WHERE
  p.corpus = 'clean'
  AND (p.left_id, p.right_id) > (:after_left, :after_right)
  AND (:relation = '' OR p.relation = :relation)
  AND (:article_id = '' OR p.left_id = :article_id OR p.right_id = :article_id)
ORDER BY p.left_id, p.right_id
LIMIT :at_most
