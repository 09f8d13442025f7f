-- Used by: pipeline.cli.loading
SELECT
  source_id,
  kind,
  location,
  language,
  authority,
  enabled,
  polled_at,
  poll_outcome
FROM sources
ORDER BY source_id
