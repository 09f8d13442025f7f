-- Used by: pipeline.steps.alike
-- Candidates: each line whose votes are counted, and the first few lines of every bucket it is in.
WITH own AS (
  SELECT
    k.host,
    k.band_key,
    k.fingerprint
  FROM vote_blocks AS t
  INNER JOIN line_bands AS k ON t.fingerprint = k.fingerprint
),

buckets AS (
  SELECT DISTINCT
    o.host,
    o.band_key
  FROM own AS o
),

placed AS (
  SELECT
    k.host,
    k.band_key,
    k.fingerprint,
    ROW_NUMBER() OVER (PARTITION BY k.host, k.band_key ORDER BY k.fingerprint) AS place
  FROM buckets AS c
  INNER JOIN line_bands AS k ON c.host = k.host AND c.band_key = k.band_key
)

SELECT DISTINCT
  o.host,
  o.fingerprint,
  p.fingerprint AS like_key
FROM own AS o
INNER JOIN placed AS p ON o.host = p.host AND o.band_key = p.band_key
WHERE p.place <= :compared AND p.fingerprint <> o.fingerprint
