-- Used by: pipeline.steps.link.event_rows
-- takes: stories(story_id)
SELECT
  s.story_id,
  s.title,
  s.language,
  s.first_at,
  s.last_at,
  s.article_count,
  s.origin,
  a.host,
  c.host AS canonical_host,
  o.publisher
FROM given_stories AS g
INNER JOIN stories AS s ON g.story_id = s.story_id
INNER JOIN articles AS c ON s.canonical_article_id = c.article_id
INNER JOIN sources AS o ON c.source_id = o.source_id
INNER JOIN story_members AS m ON s.story_id = m.story_id
INNER JOIN articles AS a ON m.article_id = a.article_id
ORDER BY s.first_at, s.story_id, a.host
