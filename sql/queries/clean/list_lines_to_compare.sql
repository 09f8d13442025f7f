-- Used by: pipeline.steps.clean.similar_lines
-- takes: blocks(fingerprint)
-- Candidates for similar lines: each of these blocks that is a line, and as `similar_key` the first few lines of every
-- bucket it is in.
WITH own AS (
  SELECT
    k.host,
    k.band_key,
    k.fingerprint,
    COALESCE((
      SELECT f.fingerprint
      FROM line_bands AS f
      WHERE f.host = k.host AND f.band_key = k.band_key
      ORDER BY f.fingerprint
      LIMIT 1 OFFSET :compared - 1
    ), 9223372036854775807) AS last_compared
  FROM given_blocks AS t
  INNER JOIN line_bands AS k ON t.fingerprint = k.fingerprint
)

SELECT DISTINCT
  o.host,
  o.fingerprint,
  p.fingerprint AS similar_key
FROM own AS o
INNER JOIN line_bands AS p ON o.host = p.host AND o.band_key = p.band_key AND o.last_compared >= p.fingerprint
WHERE p.fingerprint <> o.fingerprint
