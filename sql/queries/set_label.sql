-- Used by: pipeline.steps.relabelling
UPDATE article_blocks
SET
  label = :label,
  rule = :rule,
  other_article_id = NULL
WHERE capture_id = :capture_id AND position = :position
