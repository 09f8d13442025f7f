-- Used by: pipeline.steps.fold.gather
-- takes: stories(story_id), articles(article_id)
-- Those of the given stories that hold other articles than the given.
SELECT DISTINCT m.story_id
FROM given_stories AS s
INNER JOIN story_members AS m ON s.story_id = m.story_id
LEFT JOIN given_articles AS a ON m.article_id = a.article_id
WHERE a.article_id IS NULL
