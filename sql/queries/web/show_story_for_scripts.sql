-- Used by: pipeline.web.api
SELECT
  story_id,
  title,
  first_at,
  last_at,
  first_is_exact,
  article_count,
  host_count,
  independent_origin_count,
  origin,
  language,
  article_id,
  url,
  host,
  canonical_reason,
  byline,
  published_at,
  text
FROM canonical_stories
WHERE story_id = :story_id
