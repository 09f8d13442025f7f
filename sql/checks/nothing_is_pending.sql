-- Used by: pipeline.steps.check.step
-- After a run no work is left over for folding and publishing, unless another run of the last day is on its way there.
-- An editor's word on a block may ask for cleaning at any time.
WITH latest AS (
  SELECT MAX(started_at) AS latest_at
  FROM runs
),

under_way AS (
  SELECT r.run_id
  FROM runs AS r
  INNER JOIN latest AS l ON JULIANDAY(l.latest_at) - JULIANDAY(r.started_at) < 1
  WHERE
    r.step IN ('discover', 'fetch', 'extract', 'clean')
    AND NOT EXISTS (SELECT 1 FROM runs AS f WHERE f.run_id = r.run_id AND f.step = 'fold')
)

SELECT
  step,
  subject_id
FROM pending_work
WHERE step IN ('fold', 'group', 'publish') AND NOT EXISTS (SELECT 1 FROM under_way)
ORDER BY step, subject_id
