-- Used by: pipeline.steps.clean.waiting
-- How many articles wait to be matched, for votes or for labels.
SELECT COUNT(DISTINCT subject_id) AS waiting
FROM pending_work
WHERE step IN ('clean', 'match', 'vote', 'label')
