-- Used by: pipeline.steps.extract.store
-- The number of the version that the blocks of one capture belong to.
UPDATE article_blocks
SET version = :version
WHERE capture_id = :capture_id
