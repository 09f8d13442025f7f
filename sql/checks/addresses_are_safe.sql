-- Used by: pipeline.steps.check.step
-- Every address that is shown or fetched is http, https or a file: never javascript:, data: or a path.
WITH addresses AS (
  SELECT
    'articles' AS kept_in,
    article_id AS row_id,
    url
  FROM articles
  UNION ALL
  SELECT
    'captures' AS kept_in,
    capture_id AS row_id,
    url
  FROM captures
  UNION ALL
  SELECT
    'feed_entries' AS kept_in,
    source_id AS row_id,
    url
  FROM feed_entries
)

SELECT
  kept_in,
  row_id,
  url
FROM addresses
WHERE LOWER(url) NOT LIKE 'http://_%' AND LOWER(url) NOT LIKE 'https://_%' AND LOWER(url) NOT LIKE 'file:_%'
ORDER BY kept_in, row_id, url
