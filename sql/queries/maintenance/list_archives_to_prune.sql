-- Used by: pipeline.maintenance.prune
-- Files that hold captures older than they are kept, or bytes that a pruning left when it was cut off; and what would
-- go. What waits to be read is not counted and stays.
SELECT
  c.archive,
  SUM(CASE WHEN c.pruned_at IS NULL THEN 1 ELSE 0 END) AS captures,
  SUM(CASE WHEN c.pruned_at IS NULL AND r.capture_id IS NOT NULL THEN 1 ELSE 0 END) AS rejected,
  SUM(CASE WHEN c.pruned_at IS NULL AND v.capture_id IS NOT NULL THEN 1 ELSE 0 END) AS read,
  SUM(CASE WHEN c.pruned_at IS NULL THEN c.body_bytes ELSE 0 END) AS body_bytes
FROM captures AS c
LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
LEFT JOIN rejections AS r ON c.capture_id = r.capture_id
WHERE
  c.archive <> ''
  AND (
    c.pruned_at IS NOT NULL
    OR (
      c.read_scheme = :scheme
      AND (
        (r.capture_id IS NOT NULL AND c.fetched_at < :rejected_before_at)
        OR (v.capture_id IS NOT NULL AND c.fetched_at < :read_before_at)
      )
    )
  )
GROUP BY c.archive
ORDER BY c.archive
