-- Used by: pipeline.matching.match
UPDATE article_signatures
SET is_carrier = :is_carrier
WHERE corpus = :corpus AND article_id = :article_id
