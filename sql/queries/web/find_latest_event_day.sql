-- Used by: pipeline.web.events
SELECT MAX(first_at) AS first_at
FROM events
WHERE story_count > 1
