-- Used by: pipeline.steps.fold.article_words
-- takes: keys(document_key)
-- Those of the numbers that articles have by now.
SELECT
  w.document_key,
  w.article_id
FROM given_keys AS g
INNER JOIN article_words AS w ON g.document_key = w.document_key
