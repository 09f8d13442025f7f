-- Used by: pipeline.steps.fetch.crawl
DELETE FROM host_fetches
WHERE fetched_at < :before
