-- Used by: pipeline.steps.extract.store
-- The number of one version, and whether it is the latest.
UPDATE article_versions
SET version = :version, is_latest = :is_latest
WHERE capture_id = :capture_id
