-- Used by: pipeline.steps.reprocess
UPDATE article_versions
SET scheme = 'again'
WHERE captured_at >= :start_at AND captured_at < :end_at
