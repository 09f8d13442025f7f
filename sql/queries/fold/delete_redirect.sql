-- Used by: pipeline.steps.fold.regroup
DELETE FROM story_redirects
WHERE story_id = :story_id
