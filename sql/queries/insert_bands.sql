-- Used by: pipeline/steps/key_index.py
INSERT INTO signature_bands (band_key, is_crowded, at_key, article_key)
SELECT
  index_key,
  is_crowded,
  at_key,
  article_key
FROM batch_keys
ORDER BY index_key, is_crowded, at_key, article_key
