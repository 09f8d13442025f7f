-- Used by: pipeline.steps.extract.step
-- Captures that wait, the oldest first, with how often they failed.
SELECT
  c.capture_id,
  c.source_id,
  c.url,
  c.url_key,
  c.host,
  c.fetched_at,
  c.archive,
  c.archive_offset,
  COALESCE(t.attempts, 0) AS attempts
FROM captures AS c
LEFT JOIN extract_retries AS t ON c.capture_id = t.capture_id
WHERE c.read_scheme = '' AND c.pruned_at IS NULL AND (c.fetched_at, c.capture_id) > (:after_at, :after_id)
ORDER BY c.fetched_at, c.capture_id
LIMIT :chunk
