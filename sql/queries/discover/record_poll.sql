-- Used by: pipeline.steps.discover.step
UPDATE sources
SET
  polled_at = :polled_at,
  poll_outcome = :poll_outcome,
  due_at = :due_at,
  etag = :etag,
  last_modified = :last_modified,
  body_sha256 = :body_sha256,
  whole_at = :whole_at,
  marks_proved = :marks_proved
WHERE source_id = :source_id
