-- Used by: pipeline.review.event_judgements, pipeline.review.events, pipeline.review.judge, pipeline.steps.fold.gather
-- takes: articles(article_id)
-- Everyone in the stories of the batch; each story is gone through once, however many of the batch are in it.
WITH touched AS (
  SELECT DISTINCT own.story_id
  FROM given_articles AS b
  INNER JOIN story_members AS own ON b.article_id = own.article_id
)

SELECT
  mate.article_id,
  mate.story_id
FROM touched AS t
INNER JOIN story_members AS mate ON t.story_id = mate.story_id
