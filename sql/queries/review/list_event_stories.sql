-- Used by: pipeline.review.events
SELECT
  m.story_id,
  m.matched_story_id,
  m.score,
  s.title,
  s.first_at,
  s.last_at,
  s.first_is_exact,
  s.article_count,
  s.host_count,
  s.origin,
  s.canonical_article_id AS article_id,
  a.url,
  a.host
FROM event_members AS m
INNER JOIN stories AS s ON m.story_id = s.story_id
INNER JOIN articles AS a ON s.canonical_article_id = a.article_id
WHERE m.event_id = :event_id
ORDER BY s.first_at, s.story_id
