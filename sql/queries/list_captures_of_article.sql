-- Used by: pipeline.cli.asking
SELECT
  captures.capture_id,
  captures.url,
  captures.fetched_at,
  captures.http_status,
  captures.content_type,
  captures.body_bytes,
  captures.archive,
  captures.archive_offset,
  captures.pruned_at,
  article_versions.version,
  rejections.reason
FROM captures
LEFT JOIN article_versions ON captures.capture_id = article_versions.capture_id
LEFT JOIN rejections ON captures.capture_id = rejections.capture_id
WHERE
  captures.url_key = :url_key
  OR captures.url = :reference
  OR article_versions.article_id = :reference
ORDER BY captures.fetched_at, captures.capture_id
