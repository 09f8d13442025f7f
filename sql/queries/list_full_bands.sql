-- Used by: pipeline/steps/key_index.py
-- The representatives of those keys of the batch that have more of them in a month than fit.
WITH full_keys AS (
  SELECT
    b.index_key,
    b.from_key
  FROM batch_months AS b
  INNER JOIN signature_bands AS t
    ON b.index_key = t.band_key AND t.is_crowded = 0 AND b.from_key <= t.at_key AND b.until_key > t.at_key
  GROUP BY b.index_key, b.from_key
  HAVING COUNT(*) > :most
)

SELECT
  f.index_key,
  f.from_key,
  t.is_crowded,
  t.at_key,
  t.article_key
FROM full_keys AS f
INNER JOIN batch_months AS b ON f.index_key = b.index_key AND f.from_key = b.from_key
INNER JOIN signature_bands AS t
  ON b.index_key = t.band_key AND t.is_crowded = 0 AND b.from_key <= t.at_key AND b.until_key > t.at_key
