-- Used by: pipeline.web.sources
-- Why pages of each source do not come, the most frequent outcome first.
SELECT
  source_id,
  outcome,
  COUNT(*) AS pages
FROM feed_entries
WHERE state IN ('refused', 'retry') AND outcome IS NOT NULL
GROUP BY source_id, outcome
ORDER BY source_id, pages DESC, outcome
