-- Used by: pipeline.steps.extract.step
UPDATE article_versions
SET version = :version, is_latest = :is_latest
WHERE capture_id = :capture_id
