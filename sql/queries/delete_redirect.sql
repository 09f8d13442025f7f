-- Used by: pipeline/steps/grouping.py
DELETE FROM story_redirects
WHERE story_id = :story_id
