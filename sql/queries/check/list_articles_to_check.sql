-- Used by: pipeline.steps.check.step
-- The articles that were touched, or their captures, and all others of their stories; but for stories one of whose
-- articles waits: another run is at work on these, and will have them checked.
WITH touched AS (
  SELECT a.article_id
  FROM pending_work AS p
  INNER JOIN articles AS a ON p.subject_id = a.article_id
  WHERE p.step = 'check'
  UNION
  SELECT v.article_id
  FROM pending_work AS p
  INNER JOIN article_versions AS v ON p.subject_id = v.capture_id
  WHERE p.step = 'check'
),

touched_stories AS (
  SELECT DISTINCT m.story_id
  FROM touched AS t
  INNER JOIN story_members AS m ON t.article_id = m.article_id
),

gathered AS (
  SELECT article_id
  FROM touched
  UNION
  SELECT o.article_id
  FROM touched_stories AS s
  INNER JOIN story_members AS o ON s.story_id = o.story_id
),

waiting AS (
  SELECT
    g.article_id,
    COALESCE(m.story_id, '') AS story_id
  FROM gathered AS g
  INNER JOIN pending_work AS w
    ON
      g.article_id = w.subject_id
      AND w.step IN ('clean', 'match', 'vote', 'label', 'fold', 'group')
  LEFT JOIN story_members AS m ON g.article_id = m.article_id
)

SELECT
  g.article_id,
  m.story_id
FROM gathered AS g
LEFT JOIN story_members AS m ON g.article_id = m.article_id
WHERE
  g.article_id NOT IN (SELECT w.article_id FROM waiting AS w)
  AND COALESCE(m.story_id, '-') NOT IN (SELECT w.story_id FROM waiting AS w)
