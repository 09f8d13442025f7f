-- Used by: pipeline.matching.lsh_index
DELETE FROM key_postings
WHERE segment_key IN (SELECT segment_key FROM batch_segments)
