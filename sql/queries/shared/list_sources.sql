-- Used by: dags.newsfold_tasks, demo.press, pipeline.cli.ingest, pipeline.cli.sources, pipeline.shards.load, pipeline.web.stories
SELECT
  source_id,
  kind,
  COALESCE(moved_to, location) AS location,
  language,
  authority,
  enabled,
  polled_at,
  poll_outcome
FROM sources
ORDER BY source_id
