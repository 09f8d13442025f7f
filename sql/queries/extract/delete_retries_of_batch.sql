-- Used by: pipeline.steps.extract.step
DELETE FROM extract_retries
WHERE capture_id IN (SELECT capture_id FROM extract_batch)
