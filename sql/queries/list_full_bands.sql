-- Used by: pipeline/steps/key_index.py
-- The representatives of those keys of the batch that have more of them in a month than fit.
WITH full_keys AS (
  SELECT b.index_key, b.from_key
  FROM batch_months AS b
  JOIN signature_bands AS t
    ON t.band_key = b.index_key AND t.is_crowded = 0 AND t.at_key >= b.from_key AND t.at_key < b.until_key
  GROUP BY b.index_key, b.from_key
  HAVING COUNT(*) > :most
)
SELECT f.index_key, f.from_key, t.is_crowded, t.at_key, t.article_key
FROM full_keys AS f
JOIN batch_months AS b ON b.index_key = f.index_key AND b.from_key = f.from_key
JOIN signature_bands AS t
  ON t.band_key = b.index_key AND t.is_crowded = 0 AND t.at_key >= b.from_key AND t.at_key < b.until_key
