-- Used by: pipeline.web.stories
-- takes: stories(story_id)
-- The hosts that published each of these stories, who was first first.
SELECT
  m.story_id,
  a.host,
  MIN(a.article_at) AS first_at,
  COUNT(*) AS articles
FROM given_stories AS g
INNER JOIN story_members AS m ON g.story_id = m.story_id
INNER JOIN articles AS a ON m.article_id = a.article_id
GROUP BY m.story_id, a.host
ORDER BY m.story_id ASC, first_at ASC, a.host ASC
