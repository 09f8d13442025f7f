-- Used by: pipeline.steps.clean
UPDATE article_versions
SET draft_text = :draft_text
WHERE capture_id = :capture_id
