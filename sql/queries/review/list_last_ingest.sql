-- Used by: pipeline.review.last_run
-- The steps of the last run that looked for news; a run that folds again or cleans again looks for none.
SELECT
  run_id,
  step,
  window_start_at,
  window_end_at,
  started_at,
  report
FROM runs
WHERE
  run_id = (
    SELECT latest.run_id FROM runs AS latest
    WHERE latest.step IN ('discover', 'fetch')
    ORDER BY latest.started_at DESC, latest.run_id DESC
    LIMIT 1
  )
ORDER BY started_at, step, sources
