-- Used by: pipeline.steps.fold.regroup
-- A redirect never leads to a redirect.
UPDATE story_redirects
SET into_story_id = :new_id
WHERE into_story_id = :old_id
