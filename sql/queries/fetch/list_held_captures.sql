-- Used by: pipeline.steps.fetch.store
-- takes: captures(capture_id)
-- Those of these captures that are held, with what their observation is compared by and where their bytes lie.
SELECT
  c.capture_id,
  c.source_id,
  c.url,
  c.fetched_at,
  c.archive,
  c.archive_offset,
  c.pruned_at
FROM captures AS c
INNER JOIN given_captures AS g ON c.capture_id = g.capture_id
