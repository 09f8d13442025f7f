-- Used by: pipeline.steps.fold.regroup
-- Articles that have a text; the others are in no story. One that is all background is a story of its own.
SELECT
  a.article_id,
  a.article_at,
  a.host,
  COALESCE(g.shingle_count, 0) AS shingle_count,
  s.authority,
  v.wire_agency
FROM batch_articles AS b
INNER JOIN articles AS a ON b.article_id = a.article_id
INNER JOIN sources AS s ON a.source_id = s.source_id
INNER JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1 AND v.text <> ''
LEFT JOIN article_signatures AS g ON a.article_id = g.article_id AND g.corpus = 'clean'
