-- Used by: pipeline.steps.clean
SELECT COUNT(*) AS waiting
FROM pending_work
WHERE step = 'clean'
