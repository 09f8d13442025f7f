-- Used by: pipeline.steps.fold.fold_waiting
-- takes: articles(article_id)
DELETE FROM pending_work
WHERE step = 'group' AND subject_id IN (SELECT article_id FROM given_articles)
