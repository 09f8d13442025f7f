-- Used by: pipeline.steps.clean.repeated_pages, pipeline.steps.extract.store
-- takes: captures(capture_id)
-- The blocks of these captures, which are read again or rejected.
DELETE FROM article_blocks
WHERE capture_id IN (SELECT capture_id FROM given_captures)
