-- Used by: pipeline.cli.events, pipeline.web.events
SELECT
  e.event_id,
  e.title,
  e.first_at,
  e.last_at,
  e.story_count,
  e.article_count,
  e.host_count,
  e.independent_source_count
FROM events AS e
WHERE e.first_at >= :start_at AND e.first_at < :end_at AND e.story_count >= :least_stories
ORDER BY e.independent_source_count DESC, e.story_count DESC, e.article_count DESC, e.event_id
LIMIT :at_most
