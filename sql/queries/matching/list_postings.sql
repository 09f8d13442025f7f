-- Used by: pipeline.matching.segments
-- takes: segments(segment_key)
-- postgresql: binary results
SELECT
  p.segment_key,
  p.keys,
  p.owners
FROM given_segments AS g
INNER JOIN key_postings AS p ON g.segment_key = p.segment_key
WHERE p.part = :part
ORDER BY p.segment_key
