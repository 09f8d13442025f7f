-- Used by: pipeline.review.explain
SELECT
  a.article_id,
  a.url,
  a.url_key,
  a.host,
  a.article_at,
  v.title,
  v.canonical_url,
  v.published_at,
  v.published_precision,
  m.story_id,
  COALESCE(v.folding_text, v.text) AS folding_text
FROM articles AS a
INNER JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
LEFT JOIN story_members AS m ON a.article_id = m.article_id
WHERE a.article_id = :article_id
