-- Used by: pipeline/steps/key_index.py
-- Of those keys of the batch that articles wait at: the first who wait, and the representatives they wait behind.
WITH waiting AS (
  SELECT
    b.index_key,
    b.from_key,
    b.until_key,
    t.is_crowded,
    t.at_key,
    t.article_key,
    ROW_NUMBER() OVER (PARTITION BY b.index_key, b.from_key ORDER BY t.at_key, t.article_key) AS place
  FROM batch_months AS b
  INNER JOIN shingle_samples AS t
    ON b.index_key = t.sample_key AND t.is_crowded = 1 AND b.from_key <= t.at_key AND b.until_key > t.at_key
)

SELECT
  index_key,
  from_key,
  is_crowded,
  at_key,
  article_key
FROM waiting
WHERE place <= :most
UNION ALL
SELECT
  w.index_key,
  w.from_key,
  t.is_crowded,
  t.at_key,
  t.article_key
FROM waiting AS w
INNER JOIN shingle_samples AS t
  ON w.index_key = t.sample_key AND t.is_crowded = 0 AND w.from_key <= t.at_key AND w.until_key > t.at_key
WHERE w.place = 1
