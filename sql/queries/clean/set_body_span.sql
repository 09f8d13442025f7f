-- Used by: pipeline.steps.clean.body_spans
-- All text of a version at once: 1 inside its body span, 0 outside, -1 where it has none.
UPDATE article_blocks
SET
  in_body_span = CASE
    WHEN :first_position IS NULL THEN -1
    WHEN position BETWEEN :first_position AND :last_position THEN 1
    ELSE 0
  END
WHERE capture_id = :capture_id AND page_label = 'body'
