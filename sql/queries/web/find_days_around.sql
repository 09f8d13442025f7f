-- Used by: pipeline.web.stories
SELECT
  (SELECT max(stories.first_at) FROM stories) AS latest_at,
  (SELECT max(stories.first_at) FROM stories WHERE stories.first_at < :start_at) AS before_at,
  (SELECT min(stories.first_at) FROM stories WHERE stories.first_at >= :end_at) AS after_at
