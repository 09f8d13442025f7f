-- Used by: pipeline.steps.extract.step
SELECT
  a.article_id,
  a.url_key,
  a.article_at
FROM articles AS a
INNER JOIN extract_touched AS t ON a.article_id = t.article_id
