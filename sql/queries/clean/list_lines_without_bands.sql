-- Used by: pipeline.steps.clean.similar_lines
-- takes: articles(article_id)
-- Short lines of text of these articles that no index holds yet.
SELECT
  b.host,
  b.fingerprint,
  MIN(b.text) AS text
FROM given_articles AS t
INNER JOIN article_blocks AS b ON t.article_id = b.article_id
WHERE
  b.page_label = 'body'
  AND b.host <> ''
  AND LENGTH(b.text) < :shorter_than
  AND NOT EXISTS (SELECT 1 FROM line_bands AS k WHERE k.fingerprint = b.fingerprint AND k.host = b.host)
GROUP BY b.host, b.fingerprint
