-- Used by: pipeline.steps.clean.apply_votes
-- takes: captures(capture_id)
-- What the extractor left and no rule claimed has no votes, and is what the rules of its page say.
UPDATE article_blocks
SET
  label = page_label,
  rule = page_rule,
  other_article_id = NULL
WHERE
  capture_id IN (SELECT capture_id FROM given_captures)
  AND page_rule = 'extractor'
  AND (label <> page_label OR rule <> page_rule)
