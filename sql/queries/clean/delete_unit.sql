-- Used by: pipeline.steps.clean.vote_groups
DELETE FROM vote_units
WHERE article_id = :article_id
