-- Used by: pipeline.steps.discover.step
UPDATE sources
SET
  moved_from = COALESCE(moved_from, location),
  location = :location
WHERE source_id = :source_id
