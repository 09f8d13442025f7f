-- Used by: pipeline.steps.extract
SELECT COUNT(*) AS captures
FROM captures AS c
LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
LEFT JOIN rejections AS r ON c.capture_id = r.capture_id
WHERE
  c.pruned_at IS NULL
  AND (v.capture_id IS NULL OR v.scheme <> :scheme OR v.captured_at <> c.fetched_at)
  AND (r.capture_id IS NULL OR r.scheme <> :scheme)
