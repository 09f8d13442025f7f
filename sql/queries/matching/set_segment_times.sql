-- Used by: pipeline.matching.segments
UPDATE key_segments
SET times = :times, article_count = :article_count
WHERE segment_key = :segment_key
