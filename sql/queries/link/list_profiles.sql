-- Used by: pipeline.steps.link.index
-- takes: stories(story_id)
SELECT
  p.story_id,
  p.published_at,
  p.article_at,
  p.profile
FROM given_stories AS g
INNER JOIN story_profiles AS p ON g.story_id = p.story_id
ORDER BY p.story_id
