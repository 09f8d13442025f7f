-- Used by: pipeline.steps.discover.sources
SELECT
  source_id,
  kind,
  location,
  language,
  authority,
  time_zone,
  agency,
  publisher,
  request_options,
  moved_to,
  enabled,
  etag,
  last_modified,
  body_sha256,
  whole_at,
  marks_proved,
  polled_at,
  poll_outcome,
  due_at
FROM sources
ORDER BY source_id
