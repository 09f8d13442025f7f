-- Used by: pipeline.web.block, pipeline.web.boilerplate
-- Any few articles will do; to sort them would read all that have the block.
SELECT
  article_blocks.article_id,
  article_blocks.label,
  article_versions.title
FROM article_blocks
INNER JOIN article_versions ON article_blocks.capture_id = article_versions.capture_id
WHERE
  article_blocks.fingerprint = :fingerprint
  AND (:host = '*' OR article_blocks.host = :host)
LIMIT :at_most -- noqa: AM09
