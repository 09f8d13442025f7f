-- Used by: pipeline.steps.refold
SELECT article_id
FROM story_members
