-- Used by: pipeline.steps.extract.store
-- takes: captures(capture_id)
-- These captures wait no longer, but for those to be tried again.
UPDATE captures
SET read_scheme = :scheme
WHERE
  capture_id IN (SELECT capture_id FROM given_captures)
  AND NOT EXISTS (SELECT 1 FROM extract_retries WHERE extract_retries.capture_id = captures.capture_id)
