-- Used by: pipeline.maintenance.prune
UPDATE captures
SET
  archive = '',
  archive_offset = 0
WHERE archive = :archive AND pruned_at IS NOT NULL
