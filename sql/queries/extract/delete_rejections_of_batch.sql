-- Used by: pipeline.steps.extract.step
-- takes: captures(capture_id)
DELETE FROM rejections
WHERE capture_id IN (SELECT capture_id FROM given_captures)
