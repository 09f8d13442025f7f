-- Used by: pipeline.steps.imports
UPDATE sources
SET
  polled_at = :polled_at,
  poll_outcome = :poll_outcome
WHERE source_id = :source_id
