-- Used by: pipeline.steps.link.regroup
UPDATE event_redirects
SET into_event_id = :new_id
WHERE into_event_id = :old_id
