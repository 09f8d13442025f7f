-- Used by: pipeline.steps.check.step
-- Nothing was published more than a day after it was captured; a day, because pages give local times without a zone.
SELECT
  capture_id,
  article_id,
  published_at,
  captured_at
FROM article_versions
WHERE JULIANDAY(published_at) > JULIANDAY(captured_at) + 1
ORDER BY capture_id
