-- Used by: pipeline.review.judge
DELETE FROM judgements
WHERE left_id = :left_id AND right_id = :right_id
