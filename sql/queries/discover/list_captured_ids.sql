-- Used by: pipeline.steps.discover.moved_items
-- takes: entries(source_id, guid)
-- Those of the announced ids under which exactly one captured entry of their source is held.
SELECT
  e.guid,
  MIN(e.url_key) AS url_key,
  MIN(e.url) AS url,
  MIN(e.title) AS title,
  MIN(e.published_at) AS published_at,
  MIN(e.state) AS state,
  MIN(e.due_at) AS due_at,
  MIN(e.announced_at) AS announced_at
FROM feed_entries AS e
INNER JOIN given_entries AS a ON e.source_id = a.source_id AND e.guid = a.guid
WHERE e.state IN ('captured', 'unchanged')
GROUP BY e.source_id, e.guid
HAVING COUNT(*) = 1
