-- Used by: pipeline.steps.extract.store
-- takes: captures(capture_id)
-- Those of these captures that still wait: another run may have read them while their pages were parsed.
SELECT c.capture_id
FROM given_captures AS b
INNER JOIN captures AS c ON b.capture_id = c.capture_id
WHERE c.read_scheme = ''
