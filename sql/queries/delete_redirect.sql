-- Used by: pipeline.steps.grouping
DELETE FROM story_redirects
WHERE story_id = :story_id
