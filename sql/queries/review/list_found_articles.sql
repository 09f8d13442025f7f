-- Used by: pipeline.review.search
-- takes: articles(article_id)
SELECT
  a.article_id,
  a.url,
  a.host,
  a.article_at,
  a.earliest_at,
  COALESCE(a.latest_at, a.first_seen_at) AS latest_at,
  v.language,
  v.title,
  v.text
FROM given_articles AS g
INNER JOIN articles AS a ON g.article_id = a.article_id
INNER JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
