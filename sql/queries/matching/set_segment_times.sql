-- Used by: pipeline.matching.lsh_index
UPDATE key_segments
SET times = :times, article_count = :article_count
WHERE segment_key = :segment_key
