-- Used by: pipeline.review.events
-- The event of that id or of the id that it was merged into, or the one that a story is in.
SELECT e.event_id
FROM events AS e
WHERE
  e.event_id = :reference
  OR e.event_id IN (SELECT r.into_event_id FROM event_redirects AS r WHERE r.event_id = :reference)
  OR e.event_id IN (SELECT m.event_id FROM event_members AS m WHERE m.story_id = :reference)
ORDER BY e.event_id
