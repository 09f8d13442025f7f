-- Used by: pipeline.steps.extract.step
UPDATE article_blocks
SET version = :version
WHERE capture_id = :capture_id
