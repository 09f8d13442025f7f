-- Used by: pipeline.steps.reprocess
UPDATE article_versions
SET scheme = 'again'
WHERE
  captured_at >= :start_at AND captured_at < :end_at
  AND NOT EXISTS (
    SELECT 1 FROM captures
    WHERE captures.capture_id = article_versions.capture_id AND captures.pruned_at IS NOT NULL
  )
