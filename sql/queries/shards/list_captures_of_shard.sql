-- Used by: pipeline.shards.load
-- takes: captures(capture_id)
-- Those of these captures that are held, with whether they wait to be read, and what their source announced of them.
SELECT
  c.capture_id,
  c.source_id,
  c.url,
  c.url_key,
  c.host,
  c.fetched_at,
  c.archive,
  c.archive_offset,
  COALESCE(t.attempts, 0) AS attempts,
  s.kind AS source_kind,
  e.title AS announced_title,
  e.published_at AS announced_at,
  e.published_raw AS announced_raw,
  c.read_scheme = '' AND c.pruned_at IS NULL AND t.capture_id IS NULL AS waits
FROM given_captures AS g
INNER JOIN captures AS c ON g.capture_id = c.capture_id
INNER JOIN sources AS s ON c.source_id = s.source_id
LEFT JOIN feed_entries AS e ON c.source_id = e.source_id AND c.url_key = e.url_key
LEFT JOIN extract_retries AS t ON c.capture_id = t.capture_id
