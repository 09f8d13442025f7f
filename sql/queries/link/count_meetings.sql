-- Used by: pipeline.steps.link.part_by_part
-- takes: stories(story_id)
-- How many keys each of these stories shares with others, counted for each of these: the most that finding them costs.
WITH frequencies AS (
  SELECT
    w.key_key,
    (SELECT COUNT(*) FROM story_keys AS o WHERE o.key_key = w.key_key) AS stories
  FROM (
    SELECT DISTINCT k.key_key
    FROM given_stories AS g
    INNER JOIN story_keys AS k ON g.story_id = k.story_id
  ) AS w
)

SELECT
  k.story_id,
  SUM(f.stories) AS meetings
FROM given_stories AS g
INNER JOIN story_keys AS k ON g.story_id = k.story_id
INNER JOIN frequencies AS f ON k.key_key = f.key_key
GROUP BY k.story_id
