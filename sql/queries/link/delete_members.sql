-- Used by: pipeline.steps.link.regroup
-- takes: stories(story_id)
DELETE FROM event_members
WHERE story_id IN (SELECT story_id FROM given_stories)
