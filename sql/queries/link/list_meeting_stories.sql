-- Used by: pipeline.steps.link.index
-- takes: stories(story_id)
-- Pairs of a given story and any other that share keys enough and may lie near enough in time (linking.candidates).
SELECT
  k.story_id,
  o.story_id AS other_id
FROM given_stories AS g
INNER JOIN story_keys AS k ON g.story_id = k.story_id
INNER JOIN story_profiles AS p ON k.story_id = p.story_id
INNER JOIN story_keys AS o ON k.key_key = o.key_key AND k.story_id <> o.story_id
INNER JOIN story_profiles AS q ON o.story_id = q.story_id
WHERE
  ABS(JULIANDAY(p.article_at) - JULIANDAY(q.article_at)) <= :window_days
  OR (p.published_at IS NULL AND JULIANDAY(p.article_at) >= JULIANDAY(q.article_at))
  OR (q.published_at IS NULL AND JULIANDAY(q.article_at) >= JULIANDAY(p.article_at))
GROUP BY k.story_id, o.story_id
HAVING COUNT(*) >= :shared_keys
ORDER BY k.story_id, o.story_id
