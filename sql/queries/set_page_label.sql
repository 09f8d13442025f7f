-- Used by: pipeline.steps.clean
-- The final label of a version that was cleaned before stands beside its text until both are made anew. What is no text
-- stands in no spine; another run may have found one before the page's rules were applied.
UPDATE article_blocks
SET
  page_label = :page_label,
  page_rule = :page_rule,
  label = CASE WHEN :is_cleaned = 1 THEN label ELSE :page_label END,
  rule = CASE WHEN :is_cleaned = 1 THEN rule ELSE :page_rule END,
  prefix_fingerprint = :prefix_fingerprint,
  in_spine = CASE WHEN :page_label = 'body' THEN in_spine ELSE -1 END
WHERE capture_id = :capture_id AND position = :position
