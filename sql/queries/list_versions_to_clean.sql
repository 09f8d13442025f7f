-- Used by: pipeline.steps.clean
-- The versions of the batch, with what the rules of a page want to know of it.
SELECT
  v.capture_id,
  v.article_id,
  v.version,
  v.is_latest,
  v.page_kind,
  v.title,
  v.byline,
  v.published_raw,
  v.canonical_url,
  COALESCE(v.draft_text, v.text) AS draft_text,
  a.article_at
FROM clean_batch AS c
INNER JOIN article_versions AS v ON c.article_id = v.article_id
INNER JOIN articles AS a ON v.article_id = a.article_id
ORDER BY v.capture_id
