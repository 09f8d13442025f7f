-- Used by: pipeline.steps.quarantine
DELETE FROM vote_units
WHERE article_id IN (SELECT article_id FROM emptied)
