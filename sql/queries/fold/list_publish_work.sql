-- Used by: pipeline.steps.fold.story_rows
SELECT subject_id
FROM pending_work
WHERE step = 'publish'
