-- Used by: pipeline.matching.signatures
-- takes: keys(article_key)
SELECT
  s.article_id,
  s.article_at,
  s.article_key,
  s.at_key,
  s.day_key,
  s.content_key,
  s.is_representative,
  s.shingle_count,
  s.signature,
  s.samples
FROM given_keys AS g
INNER JOIN article_signatures AS s ON g.article_key = s.article_key
WHERE s.corpus = :corpus AND s.scheme = :scheme
