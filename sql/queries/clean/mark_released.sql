-- Used by: pipeline.steps.clean.step
UPDATE captures
SET read_scheme = ''
WHERE capture_id = :capture_id
