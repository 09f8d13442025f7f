-- Used by: pipeline.steps.fold.step
DELETE FROM pending_work
WHERE step = 'fold' AND subject_id IN (SELECT article_id FROM batch_articles)
