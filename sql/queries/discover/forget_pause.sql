-- Used by: pipeline.steps.discover.sources
UPDATE sources
SET polled_at = NULL
WHERE source_id = :source_id
