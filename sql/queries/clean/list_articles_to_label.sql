-- Used by: pipeline.steps.clean.clean_waiting
-- Articles whose votes are counted, but for those that wait for votes again: another run has read them meanwhile.
SELECT
  p.subject_id AS article_id,
  (SELECT COUNT(*) FROM article_blocks AS b WHERE b.article_id = p.subject_id) AS blocks
FROM pending_work AS p
WHERE
  p.step = 'label'
  AND NOT EXISTS (
    SELECT 1 FROM pending_work AS c WHERE c.step IN ('clean', 'match', 'vote') AND c.subject_id = p.subject_id
  )
ORDER BY p.subject_id
LIMIT :chunk
