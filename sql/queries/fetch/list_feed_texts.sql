-- Used by: pipeline.steps.fetch.crawl
-- takes: entries(source_id, url_key)
SELECT
  t.source_id,
  t.url_key,
  t.title,
  t.content
FROM feed_texts AS t
INNER JOIN given_entries AS e ON t.source_id = e.source_id AND t.url_key = e.url_key
