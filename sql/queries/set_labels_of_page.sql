-- Used by: pipeline.steps.relabelling
-- What is no text by the rules of its page has no votes, and is what they say.
UPDATE article_blocks
SET
  label = page_label,
  rule = page_rule,
  other_article_id = NULL
WHERE
  article_id IN (SELECT article_id FROM relabel_batch)
  AND page_label NOT IN ('body', 'background', 'headline', 'metadata', 'other_story')
  AND page_rule <> 'copyright'
  AND (label <> page_label OR rule <> page_rule)
