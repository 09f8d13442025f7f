-- Used by: pipeline.steps.clean.body_spans
-- takes: articles(article_id)
-- The text of these articles in order, with what each block is known as on its host: this decides the body span.
SELECT
  b.capture_id,
  b.position,
  b.fingerprint,
  LENGTH(b.text) AS characters,
  b.in_body_span,
  k.kind
FROM given_articles AS t
INNER JOIN article_blocks AS b ON t.article_id = b.article_id
LEFT JOIN boilerplate_blocks AS k ON b.host = k.host AND b.fingerprint = k.fingerprint
WHERE b.page_label = 'body'
ORDER BY b.capture_id, b.position
