-- Used by: pipeline/steps/key_index.py
UPDATE probe_keys
SET is_crowded = 1
WHERE EXISTS (
  SELECT 1 FROM signature_bands AS t
  WHERE
    t.band_key = probe_keys.index_key AND t.is_crowded = 1
    AND t.at_key = probe_keys.at_key AND t.article_key = probe_keys.article_key
)
