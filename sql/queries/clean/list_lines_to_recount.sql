-- Used by: pipeline.steps.clean.similar_lines
-- takes: blocks(fingerprint)
-- All lines of the buckets in which one of these blocks is among those that the others are compared with. Most buckets
-- hold one line alone.
WITH buckets AS (
  SELECT DISTINCT
    k.host,
    k.band_key
  FROM given_blocks AS t
  INNER JOIN line_bands AS k ON t.fingerprint = k.fingerprint
  WHERE
    EXISTS (
      SELECT 1
      FROM line_bands AS o
      WHERE o.host = k.host AND o.band_key = k.band_key AND o.fingerprint <> k.fingerprint
    )
),

placed AS (
  SELECT
    k.host,
    k.band_key,
    k.fingerprint,
    ROW_NUMBER() OVER (PARTITION BY k.host, k.band_key ORDER BY k.fingerprint) AS place
  FROM buckets AS c
  INNER JOIN line_bands AS k ON c.host = k.host AND c.band_key = k.band_key
),

changed AS (
  SELECT DISTINCT
    p.host,
    p.band_key
  FROM placed AS p
  INNER JOIN given_blocks AS t ON p.fingerprint = t.fingerprint
  WHERE p.place <= :compared
)

SELECT DISTINCT k.fingerprint
FROM changed AS c
INNER JOIN line_bands AS k ON c.host = k.host AND c.band_key = k.band_key
