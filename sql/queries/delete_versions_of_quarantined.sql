-- Used by: pipeline.steps.quarantine
DELETE FROM article_versions
WHERE capture_id IN (SELECT capture_id FROM quarantined)
