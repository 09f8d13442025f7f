-- Used by: pipeline.steps.extract
DELETE FROM extract_retries
WHERE capture_id IN (SELECT capture_id FROM extract_batch)
