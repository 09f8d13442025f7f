-- Used by: pipeline.web.runs
-- The steps of the last runs, the latest run first.
WITH latest AS (
  SELECT
    run_id,
    max(started_at) AS ended_at
  FROM runs
  GROUP BY run_id
  ORDER BY ended_at DESC, run_id DESC
  LIMIT :at_most
)

SELECT
  runs.run_id,
  runs.step,
  runs.sources,
  runs.window_start_at,
  runs.window_end_at,
  runs.started_at,
  runs.seconds,
  runs.report
FROM latest
INNER JOIN runs ON latest.run_id = runs.run_id
ORDER BY latest.ended_at DESC, runs.run_id DESC, runs.started_at ASC, runs.step ASC, runs.sources ASC
