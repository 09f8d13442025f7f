-- Used by: pipeline.steps.clean.similar_lines
-- takes: lines(host, fingerprint)
-- The text of each of these lines that some page carries.
SELECT
  t.host,
  t.fingerprint,
  MIN(b.text) AS text
FROM given_lines AS t
INNER JOIN article_blocks AS b ON t.fingerprint = b.fingerprint AND t.host = b.host
GROUP BY t.host, t.fingerprint
