-- Used by: pipeline.steps.clean.clean_waiting
-- takes: articles(article_id)
-- What waited to be matched waits no longer.
DELETE FROM pending_work
WHERE step = 'clean' AND subject_id IN (SELECT article_id FROM given_articles)
