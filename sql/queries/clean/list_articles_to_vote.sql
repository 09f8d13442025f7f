-- Used by: pipeline.steps.clean.clean_waiting
-- Articles that wait for votes, but for those that wait to be matched again, by host, each with how many blocks it has:
-- the votes of one host are best counted together.
SELECT
  p.subject_id AS article_id,
  (SELECT COUNT(*) FROM article_blocks AS b WHERE b.article_id = p.subject_id) AS blocks
FROM pending_work AS p
INNER JOIN articles AS a ON p.subject_id = a.article_id
WHERE
  p.step = 'vote'
  AND NOT EXISTS (SELECT 1 FROM pending_work AS c WHERE c.step IN ('clean', 'match') AND c.subject_id = p.subject_id)
ORDER BY a.host, p.subject_id
