-- Used by: pipeline.matching.lsh_index
-- postgresql: binary results
SELECT
  p.segment_key,
  p.keys,
  p.owners
FROM batch_segments AS b
INNER JOIN key_postings AS p ON b.segment_key = p.segment_key
WHERE p.part = :part
ORDER BY p.segment_key
