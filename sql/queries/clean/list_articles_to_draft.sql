-- Used by: pipeline.steps.clean.clean_waiting
-- Articles that wait for votes and have a version whose draft other rules made, or none did.
SELECT p.subject_id AS article_id
FROM pending_work AS p
WHERE
  p.step = 'clean'
  AND p.subject_id > :after_id
  AND EXISTS (
    SELECT 1
    FROM article_versions AS v
    WHERE v.article_id = p.subject_id AND (v.page_scheme IS NULL OR v.page_scheme <> :scheme)
  )
ORDER BY p.subject_id
LIMIT :chunk
