-- Used by: pipeline.steps.check.step
DELETE FROM pending_work
WHERE
  step = 'check'
  AND (
    subject_id IN (SELECT article_id FROM checked_articles)
    OR subject_id IN (SELECT capture_id FROM checked_captures)
  )
