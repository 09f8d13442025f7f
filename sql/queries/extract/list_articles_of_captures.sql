-- Used by: pipeline.steps.extract.store
-- takes: captures(capture_id)
-- The articles that these captures belonged to so far.
SELECT DISTINCT v.article_id
FROM article_versions AS v
INNER JOIN given_captures AS b ON v.capture_id = b.capture_id
