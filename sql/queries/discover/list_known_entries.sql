-- Used by: pipeline.steps.discover.entries
-- takes: entries(source_id, url_key)
-- Those of the announced entries that are known, with how far their fetching has come.
SELECT
  e.source_id,
  e.url_key,
  e.state,
  e.due_at,
  e.announced_at
FROM feed_entries AS e
INNER JOIN given_entries AS a ON e.source_id = a.source_id AND e.url_key = a.url_key
