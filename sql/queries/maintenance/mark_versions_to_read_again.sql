-- Used by: pipeline.maintenance.reprocess
UPDATE captures
SET read_scheme = ''
WHERE
  fetched_at >= :start_at AND fetched_at < :end_at AND pruned_at IS NULL
  AND EXISTS (SELECT 1 FROM article_versions WHERE article_versions.capture_id = captures.capture_id)
