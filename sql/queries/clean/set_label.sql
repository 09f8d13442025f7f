-- Used by: pipeline.steps.clean.apply_votes
-- The label of one block.
UPDATE article_blocks
SET
  label = :label,
  rule = :rule,
  other_article_id = NULL
WHERE capture_id = :capture_id AND position = :position
