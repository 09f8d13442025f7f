-- Used by: pipeline.steps.drafts
-- The final label stands beside the text until both are made anew. What is no text stands in no spine.
UPDATE article_blocks
SET
  page_label = :page_label,
  page_rule = :page_rule,
  prefix_fingerprint = :prefix_fingerprint,
  in_spine = CASE WHEN :page_label = 'body' THEN in_spine ELSE -1 END
WHERE capture_id = :capture_id AND position = :position
