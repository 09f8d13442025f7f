-- Used by: pipeline.cli.status
SELECT
  run_id,
  step,
  sources,
  started_at,
  seconds,
  report
FROM runs
WHERE
  run_id = (
    SELECT latest.run_id FROM runs AS latest
    ORDER BY latest.started_at DESC, latest.run_id DESC
    LIMIT 1
  )
ORDER BY started_at, step, sources
