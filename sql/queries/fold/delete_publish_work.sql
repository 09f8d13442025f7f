-- Used by: pipeline.steps.fold.story_rows
DELETE FROM pending_work
WHERE step = 'publish' AND subject_id IN (SELECT story_id FROM batch_stories)
