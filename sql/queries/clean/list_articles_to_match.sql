-- Used by: pipeline.steps.clean.clean_waiting
-- Articles that wait to be cleaned, but for those whose drafts are to be made again: they were marked since that was
-- done.
SELECT
  a.article_id,
  a.article_at
FROM pending_work AS p
INNER JOIN articles AS a ON p.subject_id = a.article_id
WHERE
  p.step = 'clean'
  AND NOT EXISTS (
    SELECT 1 FROM article_versions AS v WHERE v.article_id = p.subject_id AND v.page_scheme IS NULL
  )
