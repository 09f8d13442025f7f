-- Used by: pipeline/steps/key_index.py
-- postgresql: SET LOCAL enable_hashjoin = off
-- postgresql: SET LOCAL enable_mergejoin = off
-- One side of every candidate pair represents its key; the other may wait behind it.
SELECT
  probe_key,
  other_key,
  COUNT(*) AS shared
FROM (
  SELECT
    p.article_key AS probe_key,
    t.article_key AS other_key
  FROM probe_keys AS p
  INNER JOIN signature_bands AS t
    ON
      p.index_key = t.band_key AND t.is_crowded = 0
      AND t.at_key >= p.at_key - :window_seconds AND t.at_key <= p.at_key + :window_seconds
  UNION ALL
  SELECT
    p.article_key AS probe_key,
    t.article_key AS other_key
  FROM probe_keys AS p
  INNER JOIN signature_bands AS t
    ON
      p.index_key = t.band_key AND t.is_crowded = 1
      AND t.at_key >= p.at_key - :window_seconds AND t.at_key <= p.at_key + :window_seconds
  WHERE p.is_crowded = 0
) AS shared_keys
WHERE probe_key <> other_key
GROUP BY probe_key, other_key
