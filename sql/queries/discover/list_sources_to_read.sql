-- Used by: pipeline.steps.discover.sources
SELECT
  source_id,
  kind,
  location,
  language,
  authority,
  enabled,
  etag,
  last_modified,
  body_sha256,
  polled_at,
  poll_outcome,
  due_at
FROM sources
ORDER BY source_id
