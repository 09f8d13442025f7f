-- Used by: pipeline.matching.match
SELECT s.article_id
FROM batch_texts AS b
INNER JOIN article_signatures AS s ON b.content_key = s.content_key AND b.day_key = s.day_key
WHERE s.corpus = :corpus AND s.scheme = :scheme AND s.is_representative = 0 AND s.shingle_count > 0
