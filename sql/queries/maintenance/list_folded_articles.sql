-- Used by: pipeline.maintenance.refold
SELECT article_id
FROM story_members
