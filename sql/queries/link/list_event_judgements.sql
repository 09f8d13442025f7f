-- Used by: pipeline.steps.link.regroup
-- takes: stories(story_id)
-- What people said of articles of these stories, with the stories they are in now.
SELECT
  l.story_id AS left_story_id,
  r.story_id AS right_story_id,
  j.left_id,
  j.right_id,
  j.verdict
FROM event_judgements AS j
INNER JOIN story_members AS l ON j.left_id = l.article_id
INNER JOIN story_members AS r ON j.right_id = r.article_id
WHERE
  l.story_id IN (SELECT story_id FROM given_stories)
  OR r.story_id IN (SELECT story_id FROM given_stories)
ORDER BY j.left_id, j.right_id
