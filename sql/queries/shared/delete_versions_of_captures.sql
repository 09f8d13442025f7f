-- Used by: pipeline.steps.clean.repeated_pages, pipeline.steps.extract.store
-- takes: captures(capture_id)
-- The versions of these captures, which are rejected.
DELETE FROM article_versions
WHERE capture_id IN (SELECT capture_id FROM given_captures)
