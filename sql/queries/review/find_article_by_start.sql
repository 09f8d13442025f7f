-- Used by: pipeline.review.lookup
SELECT
  article_id,
  url,
  host,
  source_id,
  first_seen_at,
  article_at
FROM articles
WHERE article_id >= :start AND article_id < :after
ORDER BY article_id
LIMIT 2
