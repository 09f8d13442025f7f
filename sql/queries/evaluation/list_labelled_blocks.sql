-- Used by: pipeline.evaluation.reading
-- takes: captures(capture_id)
-- All blocks of these captures, as the rules of the page label them and as the votes leave them.
SELECT
  b.capture_id,
  b.position,
  b.kind,
  b.region,
  b.link_density,
  b.text,
  b.page_label,
  b.page_rule,
  b.label,
  b.rule
FROM article_blocks AS b
INNER JOIN given_captures AS g ON b.capture_id = g.capture_id
ORDER BY b.capture_id, b.position
