-- Used by: pipeline.cli.loading
UPDATE sources
SET enabled = :enabled
WHERE source_id = :source_id
