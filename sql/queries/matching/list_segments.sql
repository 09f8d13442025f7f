-- Used by: pipeline.matching.segments
-- takes: periods(period_key)
SELECT
  s.segment_key,
  s.article_count,
  s.articles,
  s.times
FROM given_periods AS g
INNER JOIN key_segments AS s ON g.period_key = s.period_key
WHERE s.corpus = :corpus AND s.scheme = :scheme
ORDER BY s.segment_key
