-- Used by: pipeline.steps.publish
DELETE FROM pending_work
WHERE step = 'publish' AND subject_id IN (SELECT story_id FROM batch_stories)
