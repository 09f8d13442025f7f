-- Used by: pipeline.steps.clean
SELECT p.subject_id AS article_id
FROM pending_work AS p
WHERE p.step = 'clean' AND p.subject_id > :after_id
ORDER BY p.subject_id
LIMIT :chunk
