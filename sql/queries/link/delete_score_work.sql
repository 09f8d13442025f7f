-- Used by: pipeline.steps.link.step
-- takes: stories(story_id)
DELETE FROM pending_work
WHERE step = 'score' AND subject_id IN (SELECT story_id FROM given_stories)
