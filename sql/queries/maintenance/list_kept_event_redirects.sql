-- Used by: pipeline.maintenance.kept
-- Where merged events went.
SELECT
  event_id,
  into_event_id,
  redirected_at
FROM event_redirects
