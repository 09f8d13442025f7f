-- Used by: pipeline.steps.clean.repeated_pages
-- takes: articles(article_id)
-- Those of these articles that have a version.
SELECT DISTINCT v.article_id
FROM given_articles AS q
INNER JOIN article_versions AS v ON q.article_id = v.article_id
