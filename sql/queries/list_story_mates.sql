-- Used by: pipeline/steps/grouping.py
-- Everyone in the stories of the batch.
SELECT DISTINCT mate.article_id, mate.story_id
FROM batch_articles AS b
JOIN story_members AS own ON own.article_id = b.article_id
JOIN story_members AS mate ON mate.story_id = own.story_id
