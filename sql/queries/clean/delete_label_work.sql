-- Used by: pipeline.steps.clean.apply_votes
DELETE FROM pending_work
WHERE step = 'label' AND subject_id IN (SELECT article_id FROM relabel_batch)
