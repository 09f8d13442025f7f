-- Used by: pipeline.steps.clean.vote_groups
-- The units of articles whose neighbours changed, as they were.
SELECT
  c.article_id,
  u.cluster_id,
  a.article_at
FROM clean_around AS c
INNER JOIN articles AS a ON c.article_id = a.article_id
LEFT JOIN draft_clusters AS u ON c.article_id = u.article_id
