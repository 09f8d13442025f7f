-- Used by: pipeline.steps.extract.store
-- takes: captures(capture_id)
DELETE FROM article_authors
WHERE capture_id IN (SELECT capture_id FROM given_captures)
