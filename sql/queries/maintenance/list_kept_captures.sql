-- Used by: pipeline.maintenance.kept, pipeline.maintenance.rebuild
-- The row of every capture.
SELECT
  capture_id,
  source_id,
  url,
  url_key,
  host,
  fetched_at,
  http_status,
  content_type,
  body_sha256,
  body_bytes,
  archive,
  archive_offset,
  pruned_at,
  read_scheme
FROM captures
