-- Used by: pipeline/steps/key_index.py
DELETE FROM signature_bands
WHERE (band_key, is_crowded, at_key, article_key) IN (
  SELECT
    index_key,
    0 AS is_crowded,
    at_key,
    article_key
  FROM batch_keys
  UNION ALL
  SELECT
    index_key,
    1 AS is_crowded,
    at_key,
    article_key
  FROM batch_keys
)
