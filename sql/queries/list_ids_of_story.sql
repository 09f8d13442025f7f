-- Used by: pipeline/steps/grouping.py
SELECT article_id
FROM story_members
WHERE story_id = :story_id
