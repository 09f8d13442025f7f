-- Used by: pipeline.steps.extract.step
-- takes: captures(capture_id)
DELETE FROM article_blocks
WHERE capture_id IN (SELECT capture_id FROM given_captures)
