-- Used by: pipeline.steps.check.stored_bytes
-- The first captures with bytes from an id on, in the order of their ids, which are spread evenly.
SELECT
  capture_id,
  url,
  archive,
  archive_offset
FROM captures
WHERE capture_id >= :first_id AND pruned_at IS NULL
ORDER BY capture_id
LIMIT :most
