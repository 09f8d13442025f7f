-- Used by: pipeline.steps.extract.step
-- takes: captures(capture_id)
-- What the batch read or rejected waits no longer.
UPDATE captures
SET read_scheme = :scheme
WHERE
  capture_id IN (SELECT capture_id FROM given_captures)
  AND NOT EXISTS (SELECT 1 FROM extract_retries WHERE extract_retries.capture_id = captures.capture_id)
