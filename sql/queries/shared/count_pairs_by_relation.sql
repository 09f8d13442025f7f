-- Used by: demo.summary, pipeline.web.pairs
SELECT
  relation,
  count(*) AS pairs
FROM article_pairs
WHERE corpus = 'clean'
GROUP BY relation
ORDER BY relation
