-- Used by: pipeline.evaluation.reading
-- takes: captures(capture_id)
-- What these captures say about themselves, as they were read.
SELECT
  v.capture_id,
  v.title,
  v.byline,
  v.published_at,
  v.published_raw,
  v.language
FROM article_versions AS v
INNER JOIN given_captures AS g ON v.capture_id = g.capture_id
