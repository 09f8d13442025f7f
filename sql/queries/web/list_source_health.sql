-- Used by: pipeline.web.health
-- Each source with its last poll, and how many of its entries are still to be fetched or were refused.
WITH entries AS (
  SELECT
    source_id,
    sum(CASE WHEN state IN ('due', 'retry') THEN 1 ELSE 0 END) AS waiting,
    sum(CASE WHEN state = 'refused' THEN 1 ELSE 0 END) AS refused
  FROM feed_entries
  GROUP BY source_id
)

SELECT
  sources.source_id,
  sources.kind,
  sources.enabled,
  sources.polled_at,
  sources.poll_outcome,
  coalesce(entries.waiting, 0) AS waiting,
  coalesce(entries.refused, 0) AS refused
FROM sources
LEFT JOIN entries ON sources.source_id = entries.source_id
ORDER BY sources.source_id
