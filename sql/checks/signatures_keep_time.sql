-- Used by: pipeline.steps.check.step
-- A signature stands in the index at the time its article has now; elsewhere its copies would not be found.
SELECT
  s.corpus,
  s.article_id,
  s.article_at AS signed_at,
  a.article_at
FROM article_signatures AS s
INNER JOIN articles AS a ON s.article_id = a.article_id
WHERE s.article_at <> a.article_at
ORDER BY s.corpus, s.article_id
