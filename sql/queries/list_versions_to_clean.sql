-- Used by: pipeline.steps.clean
-- The versions of the batch, with what the rules of a page want to know of it.
SELECT
  v.capture_id,
  v.article_id,
  v.version,
  v.page_kind,
  v.title,
  v.byline,
  v.published_raw,
  v.canonical_url,
  v.cleaned_scheme,
  COALESCE(v.draft_text, v.text) AS draft_text
FROM clean_batch AS c
INNER JOIN article_versions AS v ON c.article_id = v.article_id
ORDER BY v.capture_id
