-- Used by: pipeline.steps.quarantine
DELETE FROM article_blocks
WHERE capture_id IN (SELECT capture_id FROM quarantined)
