-- Used by: pipeline.maintenance.reprocess
SELECT
  story_id,
  article_id
FROM story_members
ORDER BY story_id, article_id
