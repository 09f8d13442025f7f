-- Used by: pipeline.steps.clean.repeated_pages
DELETE FROM article_versions
WHERE capture_id IN (SELECT capture_id FROM quarantined)
