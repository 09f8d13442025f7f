-- Used by: pipeline.matching.segments
-- takes: segments(segment_key)
DELETE FROM key_segments
WHERE segment_key IN (SELECT segment_key FROM given_segments)
