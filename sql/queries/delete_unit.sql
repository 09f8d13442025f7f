-- Used by: pipeline.steps.units
DELETE FROM vote_units
WHERE article_id = :article_id
