-- Used by: pipeline.web.block
SELECT COUNT(DISTINCT b.article_id) AS articles
FROM article_blocks AS b
WHERE b.fingerprint = :fingerprint AND b.host = :host
