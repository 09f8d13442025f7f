-- Used by: pipeline.cli.stories
SELECT
  stories.story_id,
  stories.title,
  stories.article_count,
  stories.host_count,
  stories.independent_origin_count,
  stories.origin,
  stories.unlike_titles,
  stories.language,
  stories.first_at,
  articles.url
FROM stories
INNER JOIN articles ON stories.canonical_article_id = articles.article_id
WHERE
  stories.article_count >= :min_articles
  AND stories.first_at >= :start_at
  AND stories.first_at < :end_at
  AND lower(coalesce(stories.title, '')) LIKE :words
ORDER BY stories.article_count DESC, stories.first_at DESC, stories.story_id ASC
LIMIT :at_most
