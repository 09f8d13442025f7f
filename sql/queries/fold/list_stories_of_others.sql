-- Used by: pipeline.steps.fold.regroup
-- Those of the staged stories that hold articles outside the batch.
SELECT DISTINCT m.story_id
FROM batch_stories AS s
INNER JOIN story_members AS m ON s.story_id = m.story_id
LEFT JOIN batch_articles AS b ON m.article_id = b.article_id
WHERE b.article_id IS NULL
