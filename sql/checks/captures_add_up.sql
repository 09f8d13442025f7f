-- Used by: pipeline.steps.check.step
-- Nothing is lost: every capture is an article version, a rejection, or waits for its parser; and only one of them.
-- One that waits and was never read is none yet.
SELECT
  c.capture_id,
  c.url,
  COUNT(v.capture_id) AS versions,
  COUNT(r.capture_id) AS rejections,
  COUNT(t.capture_id) AS retries
FROM captures AS c
LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
LEFT JOIN rejections AS r ON c.capture_id = r.capture_id
LEFT JOIN extract_retries AS t ON c.capture_id = t.capture_id
GROUP BY c.capture_id, c.url, c.read_scheme
HAVING
  COUNT(v.capture_id) + COUNT(r.capture_id) + COUNT(t.capture_id) > 1
  OR (c.read_scheme <> '' AND COUNT(v.capture_id) + COUNT(r.capture_id) = 0)
ORDER BY c.capture_id
