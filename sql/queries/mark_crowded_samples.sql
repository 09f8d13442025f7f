-- Used by: pipeline/steps/key_index.py
UPDATE probe_keys
SET is_crowded = 1
WHERE EXISTS (
  SELECT 1 FROM shingle_samples AS t
  WHERE
    t.sample_key = probe_keys.index_key AND t.is_crowded = 1
    AND t.at_key = probe_keys.at_key AND t.article_key = probe_keys.article_key
)
