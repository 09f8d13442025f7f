-- Used by: pipeline.steps.clean.apply_votes
-- The article whose text one block is.
UPDATE article_blocks
SET other_article_id = :other_article_id
WHERE capture_id = :capture_id AND position = :position
