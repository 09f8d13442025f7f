-- Used by: pipeline.steps.clean.repeated_pages
-- takes: captures(capture_id)
-- The rejections of these captures as repeated pages.
DELETE FROM rejections
WHERE reason = 'repeated_text' AND capture_id IN (SELECT capture_id FROM given_captures)
