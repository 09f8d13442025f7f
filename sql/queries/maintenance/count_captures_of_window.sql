-- Used by: pipeline.maintenance.reprocess
SELECT
  COUNT(*) AS captures,
  COUNT(pruned_at) AS pruned
FROM captures
WHERE fetched_at >= :start_at AND fetched_at < :end_at
