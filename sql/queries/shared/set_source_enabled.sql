-- Used by: pipeline.shards.load, pipeline.steps.discover.sources
UPDATE sources
SET enabled = :enabled
WHERE source_id = :source_id
