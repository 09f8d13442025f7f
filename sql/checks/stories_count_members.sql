-- Used by: pipeline.steps.check.step
-- The counts and times of a story are those of its members.
WITH counted AS (
  SELECT
    m.story_id,
    COUNT(*) AS articles,
    MIN(a.article_at) AS earliest_at,
    MAX(a.article_at) AS latest_at
  FROM story_members AS m
  INNER JOIN articles AS a ON m.article_id = a.article_id
  GROUP BY m.story_id
)

SELECT
  s.story_id,
  s.article_count,
  c.articles,
  s.independent_origin_count,
  s.first_at,
  c.earliest_at,
  s.last_at,
  c.latest_at
FROM stories AS s
LEFT JOIN counted AS c ON s.story_id = c.story_id
WHERE
  c.story_id IS NULL
  OR s.article_count <> c.articles
  OR s.independent_origin_count NOT BETWEEN 1 AND s.article_count
  OR s.first_at <> c.earliest_at
  OR s.last_at <> c.latest_at
ORDER BY s.story_id
