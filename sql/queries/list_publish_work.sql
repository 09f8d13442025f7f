-- Used by: pipeline/steps/publish.py
SELECT subject_id
FROM pending_work
WHERE step = 'publish'
