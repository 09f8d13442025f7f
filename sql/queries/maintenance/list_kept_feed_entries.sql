-- Used by: pipeline.maintenance.kept
-- What sources announced.
SELECT
  source_id,
  url_key,
  url,
  title,
  published_at,
  published_raw,
  guid,
  state,
  outcome,
  attempts,
  due_at,
  announced_at,
  newer_entries,
  outlet
FROM feed_entries
