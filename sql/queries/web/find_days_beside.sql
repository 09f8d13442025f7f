-- Used by: pipeline.web.events
-- The last event of several stories before a span of time, and the first after it.
SELECT
  (SELECT MAX(e.first_at) FROM events AS e WHERE e.story_count > 1 AND e.first_at < :start_at) AS before_at,
  (SELECT MIN(e.first_at) FROM events AS e WHERE e.story_count > 1 AND e.first_at >= :end_at) AS after_at
