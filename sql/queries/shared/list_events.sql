-- Used by: pipeline.cli.events, pipeline.web.events
SELECT
  e.event_id,
  e.title,
  e.first_at,
  e.last_at,
  e.story_count,
  e.article_count,
  e.host_count,
  e.independent_source_count,
  CASE
    WHEN EXISTS (
      SELECT 1
      FROM event_members AS m
      INNER JOIN stories AS s ON m.story_id = s.story_id
      WHERE m.event_id = e.event_id AND s.first_at = e.first_at AND COALESCE(s.first_is_exact, 0) = 0
    ) THEN 0
    ELSE 1
  END AS first_is_exact
FROM events AS e
WHERE e.first_at >= :start_at AND e.first_at < :end_at AND e.story_count >= :least_stories
ORDER BY e.independent_source_count DESC, e.story_count DESC, e.article_count DESC, e.event_id
LIMIT :at_most
