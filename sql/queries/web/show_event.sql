-- Used by: pipeline.web.api, pipeline.web.events
SELECT
  event_id,
  title,
  first_at,
  last_at,
  story_count,
  article_count,
  host_count,
  independent_source_count
FROM events
WHERE event_id = :event_id
