-- Used by: pipeline.steps.link.regroup
-- takes: events(event_id), stories(story_id)
SELECT DISTINCT m.event_id
FROM given_events AS g
INNER JOIN event_members AS m ON g.event_id = m.event_id
WHERE m.story_id NOT IN (SELECT story_id FROM given_stories)
ORDER BY m.event_id
