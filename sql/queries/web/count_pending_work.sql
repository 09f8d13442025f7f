-- Used by: pipeline.web.health
SELECT
  step,
  count(*) AS subjects
FROM pending_work
GROUP BY step
ORDER BY step
