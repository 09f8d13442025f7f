-- Used by: pipeline.steps.fold.gather
-- takes: articles(article_id)
-- Articles that have a text; the others are in no story. One that is all background is a story of its own.
SELECT
  a.article_id,
  a.article_at,
  a.latest_at,
  a.host,
  a.url_key,
  v.canonical_url,
  COALESCE(s.shingle_count, 0) AS shingle_count,
  o.authority,
  o.agency,
  v.wire_agency
FROM given_articles AS g
INNER JOIN articles AS a ON g.article_id = a.article_id
INNER JOIN sources AS o ON a.source_id = o.source_id
INNER JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1 AND v.text <> ''
LEFT JOIN article_signatures AS s ON a.article_id = s.article_id AND s.corpus = 'clean'
