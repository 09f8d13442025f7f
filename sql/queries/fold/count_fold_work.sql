-- Used by: pipeline.steps.fold.step
-- How many articles wait to be folded, and stories to be published.
SELECT COUNT(*) AS waiting
FROM pending_work
WHERE step IN ('fold', 'publish')
