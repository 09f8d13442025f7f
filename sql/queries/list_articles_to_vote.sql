-- Used by: pipeline.steps.votes
SELECT p.subject_id AS article_id
FROM pending_work AS p
WHERE p.step = 'clean'
