-- Used by: pipeline/steps/fold.py
SELECT a.article_id, a.article_at
FROM pending_work AS w
JOIN articles AS a ON a.article_id = w.subject_id
WHERE w.step = 'fold'
ORDER BY a.article_at, a.article_id
