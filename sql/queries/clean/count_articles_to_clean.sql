-- Used by: pipeline.steps.clean.step
SELECT COUNT(DISTINCT subject_id) AS waiting
FROM pending_work
WHERE step IN ('clean', 'label')
