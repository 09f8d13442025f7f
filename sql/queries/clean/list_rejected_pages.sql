-- Used by: pipeline.steps.clean.repeated_pages
-- All captures that were rejected as repeated pages, with what their rejections say.
SELECT
  r.capture_id,
  r.detail,
  c.url,
  c.host
FROM rejections AS r
INNER JOIN captures AS c ON r.capture_id = c.capture_id
WHERE r.reason = 'repeated_text'
