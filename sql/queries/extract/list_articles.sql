-- Used by: pipeline.steps.extract.store
-- takes: articles(article_id)
-- What is known of these articles.
SELECT
  a.article_id,
  a.url_key,
  a.host,
  a.article_at,
  a.latest_at
FROM articles AS a
INNER JOIN given_articles AS t ON a.article_id = t.article_id
