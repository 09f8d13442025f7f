-- Used by: pipeline.web.syndication
SELECT
  origin,
  copying_host,
  delay_seconds
FROM story_copies
WHERE first_at >= :start_at AND first_at < :end_at
ORDER BY story_id, copying_host
