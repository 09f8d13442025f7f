-- Used by: pipeline.shards.load, pipeline.steps.fetch.import_files
UPDATE sources
SET
  polled_at = :polled_at,
  poll_outcome = :poll_outcome
WHERE source_id = :source_id
