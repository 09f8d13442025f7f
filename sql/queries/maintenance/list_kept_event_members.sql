-- Used by: pipeline.maintenance.kept
-- Which story was in which event.
SELECT
  story_id,
  event_id,
  matched_story_id,
  score,
  rule_version
FROM event_members
