-- Used by: pipeline.web.health
SELECT
  rejections.reason,
  captures.source_id,
  count(*) AS captures
FROM rejections
INNER JOIN captures ON rejections.capture_id = captures.capture_id
GROUP BY rejections.reason, captures.source_id
ORDER BY rejections.reason, captures.source_id
