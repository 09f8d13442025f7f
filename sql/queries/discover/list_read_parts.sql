-- Used by: pipeline.steps.discover.polling
-- The parts of a source's index that were read, and when.
SELECT
  url,
  read_at
FROM sitemap_parts
WHERE source_id = :source_id
