-- Used by: pipeline.steps.fold.regroup
-- takes: articles(article_id)
DELETE FROM story_members
WHERE article_id IN (SELECT article_id FROM given_articles)
