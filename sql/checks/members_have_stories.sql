-- Used by: pipeline.steps.check.step
-- No member of a story that does not exist.
SELECT
  m.article_id,
  m.story_id
FROM story_members AS m
LEFT JOIN stories AS s ON m.story_id = s.story_id
WHERE s.story_id IS NULL
ORDER BY m.article_id
