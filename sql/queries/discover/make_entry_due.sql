-- Used by: pipeline.steps.discover.entries
UPDATE feed_entries
SET
  state = 'due',
  due_at = :due_at
WHERE source_id = :source_id AND url_key = :url_key
