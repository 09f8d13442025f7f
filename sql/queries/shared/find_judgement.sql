-- Used by: pipeline.review.explain, pipeline.web.judgement_effect
SELECT
  left_id,
  right_id,
  verdict,
  judged_by,
  judged_at,
  note
FROM judgements
WHERE left_id = :left_id AND right_id = :right_id
