-- Used by: pipeline.web.stories
SELECT
  language,
  count(*) AS stories
FROM stories
WHERE first_at >= :start_at AND first_at < :end_at AND language IS NOT NULL
GROUP BY language
ORDER BY stories DESC, language ASC
