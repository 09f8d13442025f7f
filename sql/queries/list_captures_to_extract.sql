-- Used by: pipeline.steps.extract
-- Captures that this scheme neither read nor rejected, or whose time was corrected since, the oldest first.
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
LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
LEFT JOIN rejections AS r ON c.capture_id = r.capture_id
LEFT JOIN extract_retries AS t ON c.capture_id = t.capture_id
WHERE
  c.pruned_at IS NULL
  AND (v.capture_id IS NULL OR v.scheme <> :scheme OR v.captured_at <> c.fetched_at)
  AND (r.capture_id IS NULL OR r.scheme <> :scheme)
  AND (c.fetched_at, c.capture_id) > (:after_at, :after_id)
ORDER BY c.fetched_at, c.capture_id
LIMIT :chunk
