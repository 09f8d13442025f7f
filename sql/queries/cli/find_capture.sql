-- Used by: pipeline.cli.captures
SELECT
  capture_id,
  url,
  fetched_at,
  content_type,
  archive,
  archive_offset,
  pruned_at
FROM captures
WHERE capture_id = :capture_id
