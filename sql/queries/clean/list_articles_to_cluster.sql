-- Used by: pipeline.steps.clean.clean_waiting
-- Articles whose pairs of drafts were found, and whose clusters may have changed thereby.
SELECT subject_id AS article_id
FROM pending_work
WHERE step = 'match'
