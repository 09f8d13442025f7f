-- Used by: pipeline.maintenance.kept
-- The articles that there are.
SELECT article_id
FROM articles
