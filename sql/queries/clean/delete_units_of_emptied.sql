-- Used by: pipeline.steps.clean.step
-- takes: articles(article_id)
DELETE FROM draft_clusters
WHERE article_id IN (SELECT article_id FROM given_articles)
