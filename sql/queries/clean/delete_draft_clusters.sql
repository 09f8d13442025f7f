-- Used by: pipeline.steps.clean.clean_waiting, pipeline.steps.clean.vote_groups
-- takes: articles(article_id)
-- The votes of these articles.
DELETE FROM draft_clusters
WHERE article_id IN (SELECT article_id FROM given_articles)
