-- Used by: pipeline/steps/key_index.py
-- Of those keys of the batch that articles wait at: the first who wait, and the representatives they wait behind.
WITH waiting AS (
  SELECT
    b.index_key, b.from_key, b.until_key, t.is_crowded, t.at_key, t.article_key,
    ROW_NUMBER() OVER (PARTITION BY b.index_key, b.from_key ORDER BY t.at_key, t.article_key) AS place
  FROM batch_months AS b
  JOIN signature_bands AS t
    ON t.band_key = b.index_key AND t.is_crowded = 1 AND t.at_key >= b.from_key AND t.at_key < b.until_key
)
SELECT index_key, from_key, is_crowded, at_key, article_key
FROM waiting
WHERE place <= :most
UNION ALL
SELECT w.index_key, w.from_key, t.is_crowded, t.at_key, t.article_key
FROM waiting AS w
JOIN signature_bands AS t
  ON t.band_key = w.index_key AND t.is_crowded = 0 AND t.at_key >= w.from_key AND t.at_key < w.until_key
WHERE w.place = 1
