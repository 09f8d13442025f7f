-- Used by: pipeline.steps.extract.page_labels
-- The draft of one version, made again.
UPDATE article_versions
SET draft_text = :draft_text, page_scheme = :page_scheme
WHERE capture_id = :capture_id
