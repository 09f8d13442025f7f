-- Used by: pipeline.maintenance.kept, pipeline.maintenance.rebuild
-- What is known of every source.
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
  due_at,
  added_at,
  request_options,
  time_zone,
  agency,
  publisher,
  whole_at,
  marks_proved,
  moved_to
FROM sources
