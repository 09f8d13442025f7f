-- Used by: pipeline.steps.link.event_rows
-- takes: events(event_id)
DELETE FROM events
WHERE
  event_id IN (SELECT event_id FROM given_events)
  AND NOT EXISTS (SELECT 1 FROM event_members AS m WHERE m.event_id = events.event_id)
