-- Used by: pipeline.steps.clean.apply_votes
UPDATE article_blocks
SET
  label = :label,
  rule = :rule,
  other_article_id = NULL
WHERE capture_id = :capture_id AND position = :position
