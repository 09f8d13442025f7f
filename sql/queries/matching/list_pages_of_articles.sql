-- Used by: pipeline.matching.page_relationship
-- takes: articles(article_id)
SELECT
  a.article_id,
  a.url_key,
  a.host,
  v.canonical_url,
  v.title,
  v.published_at,
  v.published_precision
FROM given_articles AS b
INNER JOIN articles AS a ON b.article_id = a.article_id
INNER JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
