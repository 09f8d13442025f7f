-- Used by: pipeline.cli.sources
UPDATE sources
SET enabled = :enabled
WHERE source_id = :source_id
