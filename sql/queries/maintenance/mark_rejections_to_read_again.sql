-- Used by: pipeline.maintenance.reprocess
-- What was rejected, and what lost its outcome by a fault.
UPDATE captures
SET read_scheme = ''
WHERE
  fetched_at >= :start_at AND fetched_at < :end_at AND pruned_at IS NULL AND read_scheme <> ''
  AND NOT EXISTS (SELECT 1 FROM article_versions WHERE article_versions.capture_id = captures.capture_id)
