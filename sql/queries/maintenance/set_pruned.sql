-- Used by: pipeline.maintenance.prune
UPDATE captures
SET pruned_at = :pruned_at
WHERE capture_id = :capture_id
