-- Used by: pipeline.steps.clean.repeated_pages
-- takes: captures(capture_id)
DELETE FROM article_blocks
WHERE capture_id IN (SELECT capture_id FROM given_captures)
