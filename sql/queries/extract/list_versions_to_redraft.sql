-- Used by: pipeline.steps.extract.page_labels
-- takes: articles(article_id)
-- The versions of these articles whose draft other rules made, with what the rules of a page look at.
SELECT
  v.capture_id,
  v.page_kind,
  v.title,
  v.byline,
  v.published_raw,
  v.canonical_url
FROM given_articles AS c
INNER JOIN article_versions AS v ON c.article_id = v.article_id
WHERE v.page_scheme IS NULL OR v.page_scheme <> :scheme
ORDER BY v.capture_id
