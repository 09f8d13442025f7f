-- Used by: pipeline.steps.clean, pipeline.steps.votes
-- Articles that wait and whose pages have been judged; what another run has only read waits for its page rules.
SELECT
  a.article_id,
  a.article_at
FROM pending_work AS p
INNER JOIN articles AS a ON p.subject_id = a.article_id
WHERE
  p.step = 'clean'
  AND NOT EXISTS (
    SELECT 1
    FROM article_blocks AS b
    WHERE b.article_id = p.subject_id AND b.page_rule = 'extractor' AND b.page_label = 'body'
  )
