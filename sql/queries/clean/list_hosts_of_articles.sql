-- Used by: pipeline.steps.clean.block_votes
-- takes: articles(article_id)
-- The hosts that these articles are on; all blocks of a version have the same.
SELECT DISTINCT (
  SELECT b.host
  FROM article_blocks AS b
  WHERE b.capture_id = v.capture_id
  ORDER BY b.position
  LIMIT 1
) AS host
FROM given_articles AS t
INNER JOIN article_versions AS v ON t.article_id = v.article_id
