-- Used by: pipeline.review.events, pipeline.steps.link.regroup
-- takes: stories(story_id)
SELECT
  p.left_id,
  p.right_id,
  p.log_odds,
  p.score
FROM given_stories AS g
INNER JOIN event_pairs AS p ON g.story_id = p.left_id
UNION
SELECT
  p.left_id,
  p.right_id,
  p.log_odds,
  p.score
FROM given_stories AS g
INNER JOIN event_pairs AS p ON g.story_id = p.right_id
ORDER BY left_id, right_id
