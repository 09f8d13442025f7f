-- Used by: pipeline.steps.evaluate
SELECT
  article_id,
  story_id
FROM story_members
ORDER BY article_id
