-- Used by: pipeline.steps.fold.story_rows
-- takes: stories(story_id)
DELETE FROM pending_work
WHERE step = 'publish' AND subject_id IN (SELECT story_id FROM given_stories)
