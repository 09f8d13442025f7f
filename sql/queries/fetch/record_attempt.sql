-- Used by: pipeline.steps.fetch.crawl
-- An entry that another run has tried meanwhile keeps what came of that.
UPDATE feed_entries
SET
  state = :state,
  outcome = :outcome,
  attempts = :attempts,
  due_at = :due_at
WHERE
  source_id = :source_id AND url_key = :url_key
  AND state IN ('due', 'retry') AND attempts = :attempts_before
