-- Used by: pipeline.web.syndication
-- Stories that several hosts published, and those of them of which it is known who wrote or had them first.
WITH copied AS (
  SELECT DISTINCT story_id
  FROM story_copies
  WHERE first_at >= :start_at AND first_at < :end_at
)

SELECT
  count(*) AS stories,
  count(copied.story_id) AS told_apart
FROM stories
LEFT JOIN copied ON stories.story_id = copied.story_id
WHERE
  stories.host_count > 1
  AND stories.first_at >= :start_at
  AND stories.first_at < :end_at
