-- Used by: pipeline.steps.fold.regroup
DELETE FROM story_members
WHERE article_id IN (SELECT article_id FROM batch_articles)
