-- Used by: pipeline.steps.fold.story_rows
-- takes: stories(story_id)
DELETE FROM stories
WHERE
  story_id IN (SELECT story_id FROM given_stories)
  AND story_id NOT IN (SELECT story_id FROM story_members)
