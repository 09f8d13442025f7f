-- Used by: pipeline.steps.check.step
-- Following redirects from a merged story ends at a story that exists, and no story that exists is redirected.
WITH RECURSIVE followed (story_id, at_story_id) AS (
  SELECT
    story_id,
    into_story_id AS at_story_id
  FROM story_redirects
  UNION
  SELECT
    f.story_id,
    r.into_story_id AS at_story_id
  FROM followed AS f
  INNER JOIN story_redirects AS r ON f.at_story_id = r.story_id
),

arrived AS (
  SELECT f.story_id
  FROM followed AS f
  INNER JOIN stories AS s ON f.at_story_id = s.story_id
)

SELECT
  r.story_id,
  r.into_story_id,
  CASE WHEN s.story_id IS NULL THEN 'no story at its end' ELSE 'still a story itself' END AS fault
FROM story_redirects AS r
LEFT JOIN stories AS s ON r.story_id = s.story_id
WHERE s.story_id IS NOT NULL OR r.story_id NOT IN (SELECT a.story_id FROM arrived AS a)
ORDER BY r.story_id
