-- Used by: pipeline.steps.check.step
-- Every story is in one event that exists, unless it waits to be linked.
SELECT
  s.story_id,
  m.event_id
FROM stories AS s
LEFT JOIN event_members AS m ON s.story_id = m.story_id
LEFT JOIN events AS e ON m.event_id = e.event_id
WHERE
  e.event_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM pending_work AS w WHERE w.step IN ('link', 'score') AND w.subject_id = s.story_id)
ORDER BY s.story_id
