-- Used by: pipeline.maintenance.prune
-- The captures that stand in a file, and whether each may go: pruned already, or read or rejected by this scheme and
-- older than it is kept.
SELECT
  c.capture_id,
  c.archive,
  c.archive_offset,
  c.pruned_at,
  CASE
    WHEN c.pruned_at IS NOT NULL THEN 1
    WHEN c.read_scheme <> :scheme THEN 0
    WHEN r.capture_id IS NOT NULL AND c.fetched_at < :rejected_before_at THEN 1
    WHEN v.capture_id IS NOT NULL AND c.fetched_at < :read_before_at THEN 1
    ELSE 0
  END AS goes
FROM captures AS c
LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
LEFT JOIN rejections AS r ON c.capture_id = r.capture_id
WHERE c.archive = :archive
ORDER BY c.archive_offset, c.capture_id
