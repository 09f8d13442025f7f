-- Used by: pipeline.steps.check.step
-- takes: subjects(subject_id)
DELETE FROM pending_work
WHERE step = 'check' AND subject_id IN (SELECT subject_id FROM given_subjects)
