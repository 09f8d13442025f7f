-- Used by: pipeline.web.search, pipeline.web.stories
-- Every host once, by hopping along the index from one to the next instead of reading all articles.
WITH RECURSIVE hops AS (
  SELECT min(articles.host) AS host
  FROM articles
  UNION ALL
  SELECT (SELECT min(articles.host) FROM articles WHERE articles.host > hops.host)
  FROM hops
  WHERE hops.host IS NOT NULL
)

SELECT host
FROM hops
WHERE host <> ''
ORDER BY host
LIMIT :at_most
