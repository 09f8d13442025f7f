-- Used by: pipeline.steps.link.index
-- takes: stories(story_id)
DELETE FROM story_keys
WHERE story_id IN (SELECT story_id FROM given_stories)
