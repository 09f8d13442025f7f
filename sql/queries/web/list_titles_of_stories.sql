-- Used by: pipeline.web.judgement_effect
-- takes: stories(story_id)
SELECT
  s.story_id,
  s.title
FROM given_stories AS g
INNER JOIN stories AS s ON g.story_id = s.story_id
