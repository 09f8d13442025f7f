-- Used by: pipeline.steps.link.step
-- Stories that changed or are gone, and those whose profile or scores were made otherwise than now.
SELECT subject_id AS story_id
FROM pending_work
WHERE step IN ('link', 'score')
UNION
SELECT story_id
FROM story_profiles
WHERE scheme <> :scheme
ORDER BY story_id
