-- Used by: pipeline.matching.lsh_index
SELECT
  segment_key,
  article_count,
  articles,
  times
FROM key_segments
WHERE corpus = :corpus AND scheme = :scheme AND period_key = :period_key
