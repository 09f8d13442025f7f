-- Used by: pipeline.review.events
SELECT
  left_id,
  right_id,
  verdict,
  judged_by,
  judged_at,
  note
FROM event_judgements
WHERE left_id = :left_id AND right_id = :right_id
