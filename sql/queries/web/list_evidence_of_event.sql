-- Used by: pipeline.web.events
-- takes: stories(story_id)
SELECT
  p.left_id,
  p.right_id,
  p.score,
  p.evidence
FROM event_pairs AS p
WHERE
  p.left_id IN (SELECT story_id FROM given_stories)
  AND p.right_id IN (SELECT story_id FROM given_stories)
ORDER BY p.score DESC, p.left_id, p.right_id
