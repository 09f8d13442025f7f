-- Used by: pipeline.steps.matching
UPDATE article_signatures
SET is_carrier = :is_carrier
WHERE corpus = :corpus AND article_id = :article_id
