-- Used by: pipeline.steps.clean.repeated_pages
-- takes: captures(capture_id)
-- Captures that the next extract reads again.
UPDATE captures
SET read_scheme = ''
WHERE capture_id IN (SELECT capture_id FROM given_captures)
