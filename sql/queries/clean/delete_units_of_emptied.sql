-- Used by: pipeline.steps.clean.step
DELETE FROM vote_units
WHERE article_id IN (SELECT article_id FROM emptied)
