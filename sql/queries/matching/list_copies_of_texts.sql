-- Used by: pipeline.matching.representatives
-- takes: texts(content_key, day_key)
SELECT s.article_id
FROM given_texts AS g
INNER JOIN article_signatures AS s ON g.content_key = s.content_key AND g.day_key = s.day_key
WHERE s.corpus = :corpus AND s.scheme = :scheme AND s.is_representative = 0 AND s.shingle_count > 0
