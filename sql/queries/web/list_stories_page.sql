-- Used by: pipeline.web.stories
-- The next page of stories: those with the most articles first, or the latest first where :order is 'time'. An empty
-- text leaves its filter out; host and source match any member. Of the two halves of `page` one is never read, so that
-- each order has its own index.
WITH matching AS NOT MATERIALIZED (
  SELECT
    stories.story_id,
    stories.article_count,
    stories.first_at
  FROM stories
  WHERE
    stories.first_at >= :start_at
    AND stories.first_at < :end_at
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
),

largest AS (
  SELECT matching.story_id
  FROM matching
  WHERE
    :order <> 'time'
    AND (matching.article_count, matching.first_at, matching.story_id) < (:before_count, :before_at, :before_id)
  ORDER BY matching.article_count DESC, matching.first_at DESC, matching.story_id DESC
  LIMIT :at_most
),

latest AS (
  SELECT matching.story_id
  FROM matching
  WHERE :order = 'time' AND (matching.first_at, matching.story_id) < (:before_at, :before_id)
  ORDER BY matching.first_at DESC, matching.story_id DESC
  LIMIT :at_most
),

page AS (
  SELECT largest.story_id FROM largest
  UNION ALL
  SELECT latest.story_id FROM latest
)

SELECT
  stories.story_id,
  stories.title,
  stories.language,
  stories.article_count,
  stories.host_count,
  stories.independent_origin_count,
  stories.origin,
  stories.unlike_titles,
  stories.first_at,
  stories.last_at,
  stories.first_is_exact,
  stories.spread_seconds,
  articles.host,
  articles.url,
  substr(article_versions.text, 1, 600) AS opening
FROM page
INNER JOIN stories ON page.story_id = stories.story_id
INNER JOIN articles ON stories.canonical_article_id = articles.article_id
LEFT JOIN article_versions
  ON stories.canonical_article_id = article_versions.article_id AND article_versions.is_latest = 1
ORDER BY
  CASE WHEN :order = 'time' THEN 0 ELSE stories.article_count END DESC,
  stories.first_at DESC,
  stories.story_id DESC
