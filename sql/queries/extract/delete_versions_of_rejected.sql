-- Used by: pipeline.steps.extract.step
-- takes: rejected(capture_id)
DELETE FROM article_versions
WHERE capture_id IN (SELECT capture_id FROM given_rejected)
