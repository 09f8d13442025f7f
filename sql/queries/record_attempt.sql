-- Used by: pipeline.steps.fetch
UPDATE feed_entries
SET
  state = :state,
  outcome = :outcome,
  attempts = :attempts,
  due_at = :due_at
WHERE source_id = :source_id AND url_key = :url_key
