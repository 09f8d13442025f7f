-- Used by: pipeline.evaluation.folds
SELECT
  article_id,
  story_id
FROM story_members
ORDER BY article_id
