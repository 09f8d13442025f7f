-- Used by: pipeline.steps.reprocess
SELECT COUNT(*) AS captures
FROM captures
WHERE pruned_at IS NOT NULL AND fetched_at >= :start_at AND fetched_at < :end_at
