-- Used by: pipeline.web.api
-- Events, the latest first.
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
WHERE
  first_at >= :start_at
  AND first_at < :end_at
  AND (first_at, event_id) < (:before_at, :before_id)
  AND story_count >= :least_stories
ORDER BY first_at DESC, event_id DESC
LIMIT :at_most
