-- Used by: pipeline.steps.extract.store
-- takes: captures(capture_id)
-- The rejections of these captures, which are read again.
DELETE FROM rejections
WHERE capture_id IN (SELECT capture_id FROM given_captures)
