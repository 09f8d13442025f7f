-- Used by: pipeline.steps.extract.step
-- How many captures wait to be read.
SELECT COUNT(*) AS captures
FROM captures
WHERE read_scheme = '' AND pruned_at IS NULL
