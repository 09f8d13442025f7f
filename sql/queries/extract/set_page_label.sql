-- Used by: pipeline.steps.extract.page_labels
-- The label of one block by the rules of its page; its final label stands beside the text until both are made anew.
UPDATE article_blocks
SET
  page_label = :page_label,
  page_rule = :page_rule,
  prefix_fingerprint = :prefix_fingerprint,
  in_body_span = :in_body_span
WHERE capture_id = :capture_id AND position = :position
