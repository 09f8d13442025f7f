-- Used by: pipeline.steps.discover.entries
-- The entries of a source that were announced lately and whose time to be looked at again has come.
SELECT
  url_key,
  state,
  due_at,
  announced_at,
  published_at
FROM feed_entries
WHERE
  source_id = :source_id
  AND announced_at >= :since
  AND state IN ('captured', 'unchanged', 'refused')
  AND due_at <= :latest
