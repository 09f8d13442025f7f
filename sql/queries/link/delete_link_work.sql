-- Used by: pipeline.steps.link.part_by_part, pipeline.steps.link.step
-- takes: stories(story_id)
DELETE FROM pending_work
WHERE step = 'link' AND subject_id IN (SELECT story_id FROM given_stories)
