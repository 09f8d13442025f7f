-- Used by: pipeline.steps.clean
-- What the extractor took and no rule claimed is text, and most of what it took is: one statement a page.
UPDATE article_blocks
SET
  page_rule = 'text',
  label = 'body',
  rule = 'text'
WHERE capture_id = :capture_id AND page_label = 'body' AND page_rule = 'extractor'
