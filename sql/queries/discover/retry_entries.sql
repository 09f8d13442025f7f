-- Used by: pipeline.steps.discover.retry
UPDATE feed_entries
SET
  state = 'due',
  attempts = 0,
  due_at = :due_at
WHERE source_id = :source_id AND state IN ('refused', 'retry')
