-- Used by: pipeline.review.event_words, pipeline.steps.link.regroup
-- takes: stories(story_id)
-- What people said of the events of articles in these stories, with the stories that those are in now.
SELECT
  j.left_id,
  j.right_id,
  j.verdict,
  j.judged_by,
  j.judged_at,
  j.note,
  l.story_id AS left_story_id,
  r.story_id AS right_story_id
FROM event_judgements AS j
INNER JOIN story_members AS l ON j.left_id = l.article_id
INNER JOIN story_members AS r ON j.right_id = r.article_id
WHERE
  l.story_id IN (SELECT story_id FROM given_stories)
  OR r.story_id IN (SELECT story_id FROM given_stories)
ORDER BY j.judged_at, j.left_id, j.right_id
