-- Used by: pipeline.steps.fold.gather
-- takes: articles(article_id)
-- Everyone in the stories of the batch.
SELECT DISTINCT
  mate.article_id,
  mate.story_id
FROM given_articles AS b
INNER JOIN story_members AS own ON b.article_id = own.article_id
INNER JOIN story_members AS mate ON own.story_id = mate.story_id
