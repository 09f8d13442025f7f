-- Used by: pipeline.steps.reprocess
UPDATE rejections
SET scheme = 'again'
WHERE capture_id IN (
  SELECT captures.capture_id FROM captures
  WHERE captures.fetched_at >= :start_at AND captures.fetched_at < :end_at AND captures.pruned_at IS NULL
)
