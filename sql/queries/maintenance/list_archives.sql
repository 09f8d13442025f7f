-- Used by: pipeline.maintenance.verify
-- The files that captures name, with how many captures have their bytes in each.
SELECT
  archive,
  COUNT(*) AS captures
FROM captures
WHERE pruned_at IS NULL
GROUP BY archive
ORDER BY archive
