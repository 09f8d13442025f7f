-- Used by: pipeline.steps.clean.clean_waiting
-- takes: articles(article_id)
DELETE FROM pending_work
WHERE step = 'match' AND subject_id IN (SELECT article_id FROM given_articles)
