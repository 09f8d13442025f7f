-- Used by: pipeline.steps.extract.step
-- takes: captures(capture_id)
-- The articles that captures of this batch belonged to so far.
SELECT DISTINCT v.article_id
FROM article_versions AS v
INNER JOIN given_captures AS b ON v.capture_id = b.capture_id
