-- Used by: demo.summary
SELECT
  label,
  count(*) AS blocks,
  sum(length(text)) AS characters
FROM article_blocks
GROUP BY label
ORDER BY characters DESC, label ASC
