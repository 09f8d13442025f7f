-- Used by: dags.newsfold_tasks, pipeline.web.runs
SELECT
  run_id,
  step,
  sources,
  window_start_at,
  window_end_at,
  started_at,
  seconds,
  report
FROM runs
WHERE run_id = :run_id
ORDER BY started_at, step, sources
