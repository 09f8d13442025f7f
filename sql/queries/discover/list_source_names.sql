-- Used by: pipeline.steps.discover.known_sources
SELECT
  source_id,
  COALESCE(moved_to, location) AS location,
  enabled
FROM sources
ORDER BY source_id
