-- Used by: pipeline.maintenance.kept
-- Where merged stories went.
SELECT
  story_id,
  into_story_id,
  redirected_at
FROM story_redirects
