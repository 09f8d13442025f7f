-- Used by: pipeline.maintenance.prune
-- How many captures name a file, and how many of them have their bytes in it.
SELECT
  COUNT(*) AS named,
  COALESCE(SUM(CASE WHEN pruned_at IS NULL THEN 1 ELSE 0 END), 0) AS held
FROM captures
WHERE archive = :archive
