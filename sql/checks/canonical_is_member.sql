-- Used by: pipeline.steps.check.step
-- The canonical article is a member of its story, the only one whose relation is 'canonical'.
SELECT
  s.story_id,
  s.canonical_article_id,
  COUNT(m.article_id) AS canonical_members,
  MIN(m.article_id) AS canonical_member
FROM stories AS s
LEFT JOIN story_members AS m ON s.story_id = m.story_id AND m.relation = 'canonical'
GROUP BY s.story_id, s.canonical_article_id
HAVING COUNT(m.article_id) <> 1 OR MIN(m.article_id) <> s.canonical_article_id
ORDER BY s.story_id
