-- Used by: pipeline.matching.match
SELECT s.article_id
FROM batch_keyed AS b
INNER JOIN article_signatures AS s ON b.article_key = s.article_key
WHERE s.corpus = :corpus AND s.scheme = :scheme
