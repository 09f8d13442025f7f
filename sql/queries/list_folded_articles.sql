-- Used by: pipeline/steps/refold.py
SELECT article_id
FROM story_members
