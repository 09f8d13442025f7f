-- Used by: pipeline.steps.fetch.crawl
-- takes: sources(source_id)
-- What is to be fetched: announced and not yet fetched, or failed and due again; later than any policy sets it, it was
-- set by a clock that went ahead. The newest come first.
SELECT
  e.source_id,
  e.url_key,
  e.url,
  e.attempts
FROM feed_entries AS e
INNER JOIN given_sources AS s ON e.source_id = s.source_id
WHERE
  (e.state = 'due' OR (e.state = 'retry' AND (e.due_at <= :now OR e.due_at > :latest)))
  AND (e.published_at IS NULL OR e.published_at < :before)
ORDER BY e.announced_at DESC, e.newer_entries, e.source_id, e.url_key
