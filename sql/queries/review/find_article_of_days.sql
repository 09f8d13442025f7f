-- Used by: pipeline.review.last_run
SELECT article_id
FROM articles
WHERE article_at >= :start_at AND article_at < :end_at
ORDER BY article_at
LIMIT 1
