-- Used by: pipeline.matching.segments
SELECT COALESCE(MAX(segment_key), 0) AS segment_key
FROM key_segments
