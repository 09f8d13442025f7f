-- Used by: pipeline.steps.publish
SELECT subject_id
FROM pending_work
WHERE step = 'publish'
