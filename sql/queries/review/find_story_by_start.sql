-- Used by: pipeline.review.lookup
SELECT
  story_id,
  canonical_article_id,
  canonical_reason,
  title,
  language,
  article_count,
  host_count,
  independent_origin_count,
  origin,
  unlike_titles,
  first_at,
  last_at,
  first_is_exact,
  spread_seconds
FROM stories
WHERE story_id >= :start AND story_id < :after
ORDER BY story_id
LIMIT 2
