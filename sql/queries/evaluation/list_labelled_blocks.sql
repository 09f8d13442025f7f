-- Used by: pipeline.evaluation.cleaning
-- All blocks of all captures with their final labels.
SELECT
  b.capture_id,
  b.position,
  b.kind,
  b.region,
  b.link_density,
  b.text,
  b.label,
  b.rule
FROM article_blocks AS b
INNER JOIN sighted_captures AS s ON b.capture_id = s.capture_id
ORDER BY b.capture_id, b.position
