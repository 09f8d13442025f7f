-- Used by: pipeline.web.api
-- Stories, the latest first; an empty text leaves its filter out. The host is that of any member.
WITH page AS (
  SELECT stories.story_id
  FROM stories
  WHERE
    stories.first_at >= :start_at
    AND stories.first_at < :end_at
    AND (stories.first_at, stories.story_id) < (:before_at, :before_id)
    AND stories.article_count >= :least_articles
    AND (:language = '' OR stories.language = :language)
    AND (
      :host = ''
      OR EXISTS (
        SELECT 1
        FROM story_members
        INNER JOIN articles ON story_members.article_id = articles.article_id
        WHERE story_members.story_id = stories.story_id AND articles.host = :host
      )
    )
  ORDER BY stories.first_at DESC, stories.story_id DESC
  LIMIT :at_most
)

SELECT
  c.story_id,
  c.title,
  c.first_at,
  c.last_at,
  c.first_is_exact,
  c.article_count,
  c.host_count,
  c.independent_origin_count,
  c.origin,
  c.language,
  c.article_id,
  c.url,
  c.host
FROM page
INNER JOIN canonical_stories AS c ON page.story_id = c.story_id
ORDER BY c.first_at DESC, c.story_id DESC
