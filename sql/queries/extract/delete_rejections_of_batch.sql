-- Used by: pipeline.steps.extract.step
DELETE FROM rejections
WHERE capture_id IN (SELECT capture_id FROM extract_batch)
