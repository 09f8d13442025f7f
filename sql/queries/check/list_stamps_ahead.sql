-- Used by: pipeline.steps.check.step
-- What a clock that went ahead has stamped: runs, polls of sources, and what people said, later than now.
SELECT
  'run' AS stamped,
  run_id AS name,
  started_at AS stamped_at
FROM runs
WHERE started_at > :latest
UNION ALL
SELECT
  'poll' AS stamped,
  source_id AS name,
  polled_at AS stamped_at
FROM sources
WHERE polled_at > :latest
UNION ALL
SELECT
  'judgement' AS stamped,
  left_id AS name,
  judged_at AS stamped_at
FROM judgements
WHERE judged_at > :latest
