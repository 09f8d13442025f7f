-- Used by: pipeline.steps.check.step
-- A person's DIFFERENT binds: no such pair is in one story.
SELECT
  j.left_id,
  j.right_id,
  j.judged_by,
  l.story_id
FROM judgements AS j
INNER JOIN story_members AS l ON j.left_id = l.article_id
INNER JOIN story_members AS r ON j.right_id = r.article_id
WHERE j.verdict = 'different' AND l.story_id = r.story_id
ORDER BY j.left_id, j.right_id
