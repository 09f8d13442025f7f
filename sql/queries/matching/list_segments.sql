-- Used by: pipeline.matching.lsh_index
-- The segments that lie in the staged periods.
SELECT
  s.segment_key,
  s.articles,
  s.times
FROM key_periods AS p
INNER JOIN key_segments AS s ON p.period_key = s.period_key
WHERE s.corpus = :corpus AND s.scheme = :scheme
ORDER BY s.segment_key
