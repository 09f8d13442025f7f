-- Used by: pipeline.steps.fold.fold_waiting
-- Articles whose stories are to be grouped again, the earliest first, each with how many pairs it has.
SELECT
  w.subject_id AS article_id,
  (SELECT COUNT(*) FROM article_pairs AS l WHERE l.corpus = 'clean' AND l.left_id = w.subject_id)
  + (SELECT COUNT(*) FROM article_pairs AS r WHERE r.corpus = 'clean' AND r.right_id = w.subject_id) AS pairs
FROM pending_work AS w
INNER JOIN articles AS a ON w.subject_id = a.article_id
WHERE w.step = 'group'
ORDER BY a.article_at, w.subject_id
