-- Used by: pipeline.web.stories
SELECT
  count(*) AS stories,
  coalesce(sum(article_count), 0) AS articles,
  coalesce(sum(CASE WHEN article_count > 1 THEN 1 ELSE 0 END), 0) AS stories_of_several,
  coalesce(sum(independent_origin_count), 0) AS independent_sources
FROM stories
WHERE first_at >= :start_at AND first_at < :end_at
