-- Used by: pipeline.matching.match
DELETE FROM article_signatures
WHERE corpus = :corpus AND article_id IN (SELECT article_id FROM batch_articles)
