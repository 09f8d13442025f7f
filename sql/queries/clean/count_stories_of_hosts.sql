-- Used by: pipeline.steps.clean.block_votes
SELECT
  a.host,
  COUNT(DISTINCT u.unit_id) AS host_stories
FROM articles AS a
INNER JOIN vote_units AS u ON a.article_id = u.article_id
WHERE a.host IN (SELECT c.host FROM counted_hosts AS c)
GROUP BY a.host
