-- Used by: pipeline.steps.check.step
-- Every member of a story can be searched for.
SELECT
  m.article_id,
  m.story_id
FROM story_members AS m
LEFT JOIN article_words AS w ON m.article_id = w.article_id
WHERE w.article_id IS NULL
ORDER BY m.article_id
