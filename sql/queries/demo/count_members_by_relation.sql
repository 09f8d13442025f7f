-- Used by: demo.summary
SELECT
  relation,
  count(*) AS articles
FROM story_members
WHERE relation <> 'canonical'
GROUP BY relation
ORDER BY articles DESC, relation ASC
