-- Used by: pipeline.steps.extract.step
DELETE FROM article_versions
WHERE capture_id IN (SELECT capture_id FROM extract_rejected)
