-- Used by: pipeline.evaluation.votes
-- What the rules of the page call text, of every version of every article, and what votes made of it.
SELECT
  b.article_id,
  b.version,
  b.fingerprint,
  LENGTH(b.text) AS characters,
  b.label
FROM article_blocks AS b
WHERE b.page_label = 'body'
ORDER BY b.article_id, b.version, b.position
