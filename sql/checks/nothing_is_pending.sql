-- Used by: pipeline.steps.check
-- After a run no work is left over between the steps. An editor's word on a block may ask for cleaning at any time.
SELECT
  step,
  subject_id
FROM pending_work
WHERE step <> 'clean'
ORDER BY step, subject_id
