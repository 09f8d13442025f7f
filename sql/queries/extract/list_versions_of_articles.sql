-- Used by: pipeline.steps.extract.store
-- takes: articles(article_id)
-- The versions of these articles: what decides their order, and the numbers they have.
SELECT
  v.capture_id,
  v.article_id,
  v.version,
  v.is_latest,
  v.published_at,
  v.published_precision,
  v.canonical_url,
  c.source_id,
  c.url,
  c.url_key,
  c.host,
  c.fetched_at
FROM article_versions AS v
INNER JOIN given_articles AS t ON v.article_id = t.article_id
INNER JOIN captures AS c ON v.capture_id = c.capture_id
