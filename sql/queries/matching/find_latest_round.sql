-- Used by: pipeline.matching.rounds
SELECT round_number
FROM matching_rounds
WHERE corpus = :corpus
