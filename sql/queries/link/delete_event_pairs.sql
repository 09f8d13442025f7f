-- Used by: pipeline.steps.link.index
-- takes: stories(story_id)
DELETE FROM event_pairs
WHERE
  left_id IN (SELECT story_id FROM given_stories)
  OR right_id IN (SELECT story_id FROM given_stories)
