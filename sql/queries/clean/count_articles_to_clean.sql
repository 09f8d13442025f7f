-- Used by: pipeline.steps.clean.step
-- How many articles wait for votes or labels.
SELECT COUNT(DISTINCT subject_id) AS waiting
FROM pending_work
WHERE step IN ('clean', 'label')
