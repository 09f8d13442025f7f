-- Used by: pipeline.steps.clean.repeated_pages
DELETE FROM article_blocks
WHERE capture_id IN (SELECT capture_id FROM quarantined)
