-- Used by: pipeline.steps.extract.step
SELECT COUNT(*) AS captures
FROM captures
WHERE read_scheme = '' AND pruned_at IS NULL
