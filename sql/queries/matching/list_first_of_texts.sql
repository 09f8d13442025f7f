-- Used by: pipeline.matching.representatives
-- takes: texts(content_key, day_key)
-- The first article of each given text and day, and the one that represented it until now.
WITH ranked AS (
  SELECT
    s.article_id,
    s.content_key,
    s.day_key,
    s.is_representative,
    ROW_NUMBER() OVER (PARTITION BY s.content_key, s.day_key ORDER BY s.at_key, s.article_key) AS place
  FROM given_texts AS g
  INNER JOIN article_signatures AS s ON g.content_key = s.content_key AND g.day_key = s.day_key
  WHERE s.corpus = :corpus AND s.scheme = :scheme AND s.shingle_count > 0
)

SELECT
  article_id,
  content_key,
  day_key,
  is_representative,
  place
FROM ranked
WHERE place = 1 OR is_representative = 1
