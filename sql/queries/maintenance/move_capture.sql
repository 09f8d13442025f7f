-- Used by: pipeline.maintenance.prune
UPDATE captures
SET
  archive = :archive,
  archive_offset = :archive_offset
WHERE capture_id = :capture_id
