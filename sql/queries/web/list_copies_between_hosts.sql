-- Used by: pipeline.web.syndication
-- The first article of each host in every story that several hosts published.
SELECT
  stories.story_id,
  stories.origin,
  articles.host,
  min(articles.article_at) AS article_at
FROM stories
INNER JOIN story_members ON stories.story_id = story_members.story_id
INNER JOIN articles ON story_members.article_id = articles.article_id
WHERE
  stories.first_at >= :start_at
  AND stories.first_at < :end_at
  AND stories.host_count > 1
GROUP BY stories.story_id, stories.origin, articles.host
ORDER BY stories.story_id, article_at, articles.host
