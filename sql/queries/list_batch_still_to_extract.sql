-- Used by: pipeline.steps.extract
-- Those of the batch that still wait: another run may have read them while their pages were parsed.
SELECT c.capture_id
FROM extract_batch AS b
INNER JOIN captures AS c ON b.capture_id = c.capture_id
LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
LEFT JOIN rejections AS r ON c.capture_id = r.capture_id
WHERE
  c.pruned_at IS NULL
  AND (v.capture_id IS NULL OR v.scheme <> :scheme OR v.captured_at <> c.fetched_at)
  AND (r.capture_id IS NULL OR r.scheme <> :scheme)
