-- Used by: pipeline.steps.extract.page_labels
-- takes: articles(article_id)
-- The blocks of the versions to be drafted again. In no order: sorting whole texts costs more than sorting the blocks
-- of one page.
SELECT
  b.capture_id,
  b.position,
  b.kind,
  b.region,
  b.link_density,
  b.text,
  b.page_label,
  b.page_rule,
  b.prefix_fingerprint,
  b.in_body_span
FROM given_articles AS c
INNER JOIN article_blocks AS b ON c.article_id = b.article_id
INNER JOIN article_versions AS v ON b.capture_id = v.capture_id
WHERE v.page_scheme IS NULL OR v.page_scheme <> :scheme
