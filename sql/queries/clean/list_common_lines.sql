-- Used by: pipeline.steps.clean.recurring_blocks
-- takes: blocks(fingerprint)
-- Of these blocks the short lines that more pages carry than are counted: each host that has one, and the capture
-- before which the counted pages stand. An index leads from host to host, so that no more pages are looked at than
-- counted.
WITH RECURSIVE common AS (
  SELECT t.fingerprint
  FROM given_blocks AS t
  WHERE
    EXISTS (
      SELECT 1
      FROM article_blocks AS b
      WHERE b.fingerprint = t.fingerprint
      ORDER BY b.host, b.capture_id
      LIMIT 1 OFFSET :most
    )
    AND (
      SELECT LENGTH(b.text)
      FROM article_blocks AS b
      WHERE b.fingerprint = t.fingerprint
      ORDER BY b.host, b.capture_id
      LIMIT 1
    ) < :shorter_than
),

carrying (fingerprint, host) AS (
  SELECT
    c.fingerprint,
    (SELECT MIN(b.host) FROM article_blocks AS b WHERE b.fingerprint = c.fingerprint AND b.host > '') AS host
  FROM common AS c
  UNION ALL
  SELECT
    c.fingerprint,
    (SELECT MIN(b.host) FROM article_blocks AS b WHERE b.fingerprint = c.fingerprint AND b.host > c.host) AS host
  FROM carrying AS c
  WHERE c.host IS NOT NULL
)

SELECT
  c.fingerprint,
  c.host,
  COALESCE((
    SELECT b.capture_id
    FROM article_blocks AS b
    WHERE b.fingerprint = c.fingerprint AND b.host = c.host
    ORDER BY b.capture_id
    LIMIT 1 OFFSET :most
  ), '~') AS until_id
FROM carrying AS c
WHERE c.host IS NOT NULL
