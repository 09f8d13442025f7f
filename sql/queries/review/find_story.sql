-- Used by: pipeline.review.lookup
SELECT
  stories.story_id,
  stories.canonical_article_id,
  stories.canonical_reason,
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
  stories.spread_seconds
FROM stories
WHERE
  stories.story_id = :story_id
  OR stories.story_id IN (
    SELECT story_redirects.into_story_id FROM story_redirects WHERE story_redirects.story_id = :story_id
  )
