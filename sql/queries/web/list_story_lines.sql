-- Used by: pipeline.web.event_words
-- takes: stories(story_id)
SELECT
  s.story_id,
  s.title,
  s.first_at,
  a.host
FROM given_stories AS g
INNER JOIN stories AS s ON g.story_id = s.story_id
INNER JOIN articles AS a ON s.canonical_article_id = a.article_id
ORDER BY s.first_at, s.story_id
