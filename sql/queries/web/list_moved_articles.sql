-- Used by: pipeline.web.judgement_effect
-- takes: articles(article_id)
SELECT
  a.article_id,
  a.host,
  v.title
FROM given_articles AS g
INNER JOIN articles AS a ON g.article_id = a.article_id
LEFT JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
