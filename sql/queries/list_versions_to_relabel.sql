-- Used by: pipeline.steps.relabelling
SELECT
  v.capture_id,
  v.article_id,
  v.is_latest,
  v.title,
  v.byline,
  v.text,
  v.folding_text,
  v.text_sha256,
  v.draft_text,
  v.cleaned_scheme,
  v.wire_agency,
  a.host
FROM relabel_batch AS t
INNER JOIN article_versions AS v ON t.article_id = v.article_id
INNER JOIN articles AS a ON v.article_id = a.article_id
ORDER BY v.capture_id
