-- Used by: pipeline.steps.prune
UPDATE captures
SET
  archive = :archive,
  archive_offset = :archive_offset
WHERE capture_id = :capture_id
