-- Used by: pipeline.steps.clean.block_votes
DELETE FROM pending_work
WHERE step = 'clean' AND subject_id IN (SELECT article_id FROM vote_articles)
