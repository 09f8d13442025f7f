-- Used by: pipeline.steps.fold.story_rows
DELETE FROM stories
WHERE
  story_id IN (SELECT story_id FROM batch_stories)
  AND story_id NOT IN (SELECT story_id FROM story_members)
