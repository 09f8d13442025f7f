-- Used by: demo.summary, pipeline.cli.status
SELECT
  reason,
  count(*) AS captures
FROM rejections
GROUP BY reason
ORDER BY captures DESC, reason
