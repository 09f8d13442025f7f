-- Used by: pipeline.steps.fold.step
-- How many articles wait to be folded or to be grouped, and stories to be published.
SELECT COUNT(*) AS waiting
FROM pending_work
WHERE step IN ('fold', 'group', 'publish')
