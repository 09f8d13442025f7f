-- Used by: pipeline.maintenance.verify
-- Where the captures of a file have their bytes, in the order in which they stand.
SELECT
  capture_id,
  url,
  archive,
  archive_offset
FROM captures
WHERE archive = :archive AND pruned_at IS NULL
ORDER BY archive_offset, capture_id
