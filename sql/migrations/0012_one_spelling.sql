-- Copies in another spelling are compared by the same words, so every signature is made anew on the next run.

DELETE FROM key_postings;
DELETE FROM key_segments;
DELETE FROM article_signatures;
INSERT INTO pending_work (step, subject_id)
SELECT
  'clean' AS step,
  a.article_id AS subject_id
FROM articles AS a
WHERE NOT EXISTS (SELECT 1 FROM pending_work AS w WHERE w.step = 'clean' AND w.subject_id = a.article_id);
INSERT INTO pending_work (step, subject_id)
SELECT
  'fold' AS step,
  a.article_id AS subject_id
FROM articles AS a
WHERE NOT EXISTS (SELECT 1 FROM pending_work AS w WHERE w.step = 'fold' AND w.subject_id = a.article_id);
