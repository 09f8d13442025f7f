-- Used by: pipeline.web.runs
SELECT
  check_name,
  offending,
  sample
FROM check_results
WHERE run_id = :run_id
ORDER BY offending DESC, check_name ASC
