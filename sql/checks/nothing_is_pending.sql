-- Used by: pipeline.steps.check
-- After a run no work is left over between the steps.
SELECT
  step,
  subject_id
FROM pending_work
ORDER BY step, subject_id
