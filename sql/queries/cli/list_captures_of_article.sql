-- Used by: pipeline.cli.captures
-- By the id of an article or by address; all captures of an address have its key.
WITH meant AS (
  SELECT capture_id
  FROM captures
  WHERE url_key = :url_key
  UNION
  SELECT capture_id
  FROM article_versions
  WHERE article_id = :reference
)

SELECT
  c.capture_id,
  c.url,
  c.fetched_at,
  c.http_status,
  c.content_type,
  c.body_bytes,
  c.archive,
  c.archive_offset,
  v.version,
  r.reason
FROM meant AS m
INNER JOIN captures AS c ON m.capture_id = c.capture_id
LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
LEFT JOIN rejections AS r ON c.capture_id = r.capture_id
ORDER BY c.fetched_at, c.capture_id
