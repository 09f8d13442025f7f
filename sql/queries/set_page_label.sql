-- Used by: pipeline.steps.clean
UPDATE article_blocks
SET
  page_label = :page_label,
  page_rule = :page_rule,
  label = :page_label,
  rule = :page_rule,
  prefix_fingerprint = :prefix_fingerprint
WHERE capture_id = :capture_id AND position = :position
