-- Used by: pipeline.matching.representatives
UPDATE article_signatures
SET is_representative = :is_representative
WHERE corpus = :corpus AND article_id = :article_id
