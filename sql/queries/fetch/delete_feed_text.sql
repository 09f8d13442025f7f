-- Used by: pipeline.steps.fetch.crawl
DELETE FROM feed_texts
WHERE source_id = :source_id AND url_key = :url_key
