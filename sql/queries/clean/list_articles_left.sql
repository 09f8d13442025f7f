-- Used by: pipeline.steps.clean.repeated_pages
SELECT DISTINCT v.article_id
FROM quarantined AS q
INNER JOIN article_versions AS v ON q.article_id = v.article_id
