-- Used by: pipeline.steps.clean.recurring_blocks
-- takes: hosts(host)
-- How many draft clusters each of these hosts has.
SELECT
  a.host,
  COUNT(DISTINCT u.cluster_id) AS host_stories
FROM articles AS a
INNER JOIN draft_clusters AS u ON a.article_id = u.article_id
WHERE a.host IN (SELECT c.host FROM given_hosts AS c)
GROUP BY a.host
