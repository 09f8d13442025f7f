-- Used by: pipeline.cli.status, pipeline.review.last_run
SELECT
  check_name,
  offending,
  sample
FROM check_results
WHERE run_id = :run_id AND offending > 0
ORDER BY check_name
