-- Used by: pipeline.review.last_run
-- Enabled feeds and sitemaps that brought nothing on the last day on which any source brought something.
SELECT ingest_health.source_id
FROM ingest_health
INNER JOIN sources ON ingest_health.source_id = sources.source_id
WHERE
  ingest_health.day = (SELECT max(latest.day) FROM ingest_health AS latest)
  AND ingest_health.captures = 0
  AND ingest_health.usual_captures >= 1
  AND sources.enabled = 1
  AND sources.kind IN ('feed', 'sitemap')
ORDER BY ingest_health.usual_captures DESC, ingest_health.source_id
