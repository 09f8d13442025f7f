-- Used by: pipeline.matching.match
-- Articles that a round was to find pairs of, or has found pairs of, and that are not grouped yet.
SELECT subject_id AS article_id
FROM pending_work
WHERE step = :step
