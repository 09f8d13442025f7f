-- Used by: pipeline.steps.link.regroup
DELETE FROM event_redirects
WHERE event_id = :event_id
