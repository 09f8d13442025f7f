-- Used by: pipeline.review.event_judgements
DELETE FROM event_judgements
WHERE left_id = :left_id AND right_id = :right_id
