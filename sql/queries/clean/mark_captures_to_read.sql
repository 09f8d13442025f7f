-- Used by: pipeline.steps.clean.repeated_pages
-- takes: captures(capture_id)
-- The next extract reads these captures again.
UPDATE captures
SET read_scheme = ''
WHERE capture_id IN (SELECT capture_id FROM given_captures)
