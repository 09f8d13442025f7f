-- Used by: pipeline.web.stories
-- The next page of stories, most articles first. An empty text leaves its filter out; host and source match any member.
WITH page AS (
  SELECT
    stories.story_id,
    stories.canonical_article_id,
    stories.title,
    stories.language,
    stories.article_count,
    stories.host_count,
    stories.independent_origin_count,
    stories.origin,
    stories.first_at,
    stories.last_at
  FROM stories
  WHERE
    stories.first_at >= :start_at
    AND stories.first_at < :end_at
    AND (stories.article_count, stories.first_at, stories.story_id) < (:before_count, :before_at, :before_id)
    AND stories.article_count >= :min_articles
    AND (:language = '' OR stories.language = :language)
    AND (
      :lower_words = ''
      OR lower(stories.title) LIKE :lower_words ESCAPE '!'
      OR stories.title LIKE :typed_words ESCAPE '!'
      OR stories.title LIKE :capital_words ESCAPE '!'
    )
    AND (
      :host = ''
      OR EXISTS (
        SELECT 1
        FROM story_members
        INNER JOIN articles ON story_members.article_id = articles.article_id
        WHERE story_members.story_id = stories.story_id AND articles.host = :host
      )
    )
    AND (
      :source_id = ''
      OR EXISTS (
        SELECT 1
        FROM story_members
        INNER JOIN articles ON story_members.article_id = articles.article_id
        WHERE story_members.story_id = stories.story_id AND articles.source_id = :source_id
      )
    )
  ORDER BY stories.article_count DESC, stories.first_at DESC, stories.story_id DESC
  LIMIT :at_most
)

SELECT
  page.story_id,
  page.title,
  page.language,
  page.article_count,
  page.host_count,
  page.independent_origin_count,
  page.origin,
  page.first_at,
  page.last_at,
  articles.host,
  articles.url,
  substr(article_versions.text, 1, 600) AS opening
FROM page
INNER JOIN articles ON page.canonical_article_id = articles.article_id
LEFT JOIN article_versions
  ON page.canonical_article_id = article_versions.article_id AND article_versions.is_latest = 1
ORDER BY page.article_count DESC, page.first_at DESC, page.story_id DESC
