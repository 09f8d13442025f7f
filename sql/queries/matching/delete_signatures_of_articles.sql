-- Used by: pipeline.matching.representatives
-- takes: articles(article_id)
DELETE FROM article_signatures
WHERE corpus = :corpus AND article_id IN (SELECT article_id FROM given_articles)
