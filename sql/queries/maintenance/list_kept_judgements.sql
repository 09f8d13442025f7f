-- Used by: pipeline.maintenance.kept
-- What people said of pairs.
SELECT
  left_id,
  right_id,
  verdict,
  judged_by,
  judged_at,
  note
FROM judgements
