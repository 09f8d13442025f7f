-- Used by: pipeline.steps.relabelling
SELECT
  b.capture_id,
  b.position,
  b.article_id,
  b.fingerprint,
  b.other_article_id
FROM relabel_blocks AS t
INNER JOIN article_blocks AS b ON t.fingerprint = b.fingerprint
WHERE b.label = 'other_story'
