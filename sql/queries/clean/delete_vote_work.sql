-- Used by: pipeline.steps.clean.block_votes
-- takes: articles(article_id)
-- What waited for votes waits for them no longer.
DELETE FROM pending_work
WHERE step = 'vote' AND subject_id IN (SELECT article_id FROM given_articles)
