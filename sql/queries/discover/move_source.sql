-- Used by: pipeline.steps.discover.step
UPDATE sources
SET moved_to = :location
WHERE source_id = :source_id
