-- Used by: pipeline.steps.relabelling
-- Of a batch, the articles whose pages have been judged; what another run has only read waits for its page rules.
SELECT t.article_id
FROM waiting_batch AS t
WHERE
  NOT EXISTS (
    SELECT 1
    FROM article_blocks AS b
    WHERE b.article_id = t.article_id AND b.page_rule = 'extractor' AND b.page_label = 'body'
  )
