-- Used by: pipeline.steps.extract.store
-- takes: captures(capture_id)
-- The failures of these captures, which are read again.
DELETE FROM extract_retries
WHERE capture_id IN (SELECT capture_id FROM given_captures)
