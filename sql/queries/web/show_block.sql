-- Used by: pipeline.web.block
-- A block of the latest version of an article, and what is known of it on its host.
SELECT
  b.article_id,
  b.host,
  b.fingerprint,
  b.text,
  b.label,
  b.rule,
  k.status,
  k.decided_by
FROM article_versions AS v
INNER JOIN article_blocks AS b ON v.capture_id = b.capture_id
LEFT JOIN boilerplate_blocks AS k ON b.host = k.host AND b.fingerprint = k.fingerprint
WHERE v.article_id = :article_id AND v.is_latest = 1 AND b.position = :position
