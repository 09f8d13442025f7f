-- Draft clusters are drafts that match, and nothing that people judged: those joined by a SAME are settled anew.
INSERT INTO pending_work (step, subject_id)
SELECT
  'clean' AS step,
  g.article_id AS subject_id
FROM (
  SELECT left_id AS article_id FROM judgements WHERE verdict = 'same'
  UNION
  SELECT right_id AS article_id FROM judgements WHERE verdict = 'same'
) AS g
WHERE NOT EXISTS (SELECT 1 FROM pending_work AS w WHERE w.step = 'clean' AND w.subject_id = g.article_id);
