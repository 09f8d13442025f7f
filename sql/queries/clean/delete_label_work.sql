-- Used by: pipeline.steps.clean.apply_votes
-- takes: articles(article_id)
-- What waited for labels waits for them no longer.
DELETE FROM pending_work
WHERE step = 'label' AND subject_id IN (SELECT article_id FROM given_articles)
