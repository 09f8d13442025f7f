-- Used by: pipeline.web.sources
-- Each source with its last poll, how far the fetching of what it announced has come, and what it has brought.
WITH entries AS (
  SELECT
    source_id,
    SUM(CASE WHEN state IN ('due', 'retry') THEN 1 ELSE 0 END) AS waiting,
    SUM(CASE WHEN state = 'refused' THEN 1 ELSE 0 END) AS refused
  FROM feed_entries
  GROUP BY source_id
),

brought AS (
  SELECT
    source_id,
    COUNT(*) AS captures,
    MAX(fetched_at) AS last_capture_at
  FROM captures
  GROUP BY source_id
)

SELECT
  s.source_id,
  s.kind,
  COALESCE(s.moved_to, s.location) AS location,
  s.language,
  s.publisher,
  s.agency,
  s.enabled,
  CASE WHEN s.moved_to IS NOT NULL THEN s.location END AS moved_from,
  s.polled_at,
  s.poll_outcome,
  s.due_at,
  COALESCE(e.waiting, 0) AS waiting,
  COALESCE(e.refused, 0) AS refused,
  COALESCE(b.captures, 0) AS captures,
  b.last_capture_at
FROM sources AS s
LEFT JOIN entries AS e ON s.source_id = e.source_id
LEFT JOIN brought AS b ON s.source_id = b.source_id
ORDER BY s.source_id
