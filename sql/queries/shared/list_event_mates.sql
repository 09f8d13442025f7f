-- Used by: pipeline.review.events, pipeline.steps.link.regroup
-- takes: stories(story_id)
-- The stories of the events in which these stories are.
SELECT
  m.story_id,
  m.event_id
FROM event_members AS m
WHERE
  m.event_id IN (
    SELECT o.event_id
    FROM given_stories AS g
    INNER JOIN event_members AS o ON g.story_id = o.story_id
  )
ORDER BY m.story_id
