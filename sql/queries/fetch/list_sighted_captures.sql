-- Used by: pipeline.steps.fetch.store
-- Those of the sighted captures that are held, with their sighting and their place.
SELECT
  c.capture_id,
  c.source_id,
  c.url,
  c.fetched_at,
  c.archive,
  c.archive_offset,
  c.pruned_at
FROM captures AS c
INNER JOIN sighted_captures AS s ON c.capture_id = s.capture_id
