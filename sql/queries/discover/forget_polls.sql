-- Used by: pipeline.steps.discover.sources
UPDATE sources
SET
  etag = NULL,
  last_modified = NULL,
  body_sha256 = NULL,
  whole_at = NULL,
  marks_proved = 0,
  polled_at = NULL,
  poll_outcome = NULL,
  due_at = NULL,
  moved_to = NULL
WHERE source_id = :source_id
