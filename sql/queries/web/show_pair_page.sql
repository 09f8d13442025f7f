-- Used by: pipeline.web.pairs
-- One row whether or not the pair was ever measured or judged.
SELECT
  asked.left_id,
  asked.right_id,
  article_pairs.relation,
  article_pairs.jaccard,
  article_pairs.containment,
  article_pairs.shared_shingles,
  article_pairs.evidence,
  article_pairs.rule_version,
  judgements.verdict,
  judgements.judged_by,
  judgements.judged_at,
  judgements.note
FROM (
  SELECT
    cast(:left_id AS text) AS left_id,
    cast(:right_id AS text) AS right_id
) AS asked
LEFT JOIN article_pairs
  ON
    article_pairs.corpus = 'clean'
    AND asked.left_id = article_pairs.left_id AND asked.right_id = article_pairs.right_id
LEFT JOIN judgements ON asked.left_id = judgements.left_id AND asked.right_id = judgements.right_id
