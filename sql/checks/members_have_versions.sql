-- Used by: pipeline.steps.check.step
-- No member whose captures are all rejected by now: it is no article any more.
SELECT
  m.article_id,
  m.story_id
FROM story_members AS m
LEFT JOIN article_versions AS v ON m.article_id = v.article_id AND v.is_latest = 1
WHERE v.capture_id IS NULL
ORDER BY m.article_id
