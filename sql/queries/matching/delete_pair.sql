-- Used by: pipeline.matching.rounds
DELETE FROM article_pairs
WHERE corpus = :corpus AND left_id = :left_id AND right_id = :right_id
