-- Used by: pipeline.web.health
-- Articles of each day and source, and how many of them were folded into another one's story.
SELECT
  substr(cast(articles.article_at AS text), 1, 10) AS day,
  articles.source_id,
  count(*) AS articles,
  sum(CASE WHEN story_members.relation <> 'canonical' THEN 1 ELSE 0 END) AS folded
FROM articles
INNER JOIN story_members ON articles.article_id = story_members.article_id
WHERE articles.article_at >= :start_at AND articles.article_at < :end_at
GROUP BY substr(cast(articles.article_at AS text), 1, 10), articles.source_id
ORDER BY substr(cast(articles.article_at AS text), 1, 10), articles.source_id
