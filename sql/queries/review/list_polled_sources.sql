-- Used by: pipeline.review.last_run
SELECT
  source_id,
  kind,
  enabled,
  polled_at,
  poll_outcome
FROM sources
ORDER BY source_id
