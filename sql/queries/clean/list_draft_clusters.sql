-- Used by: pipeline.steps.clean.vote_groups
-- takes: articles(article_id)
-- These articles, each with its time and its draft cluster, where it has one.
SELECT
  c.article_id,
  u.cluster_id,
  a.article_at
FROM given_articles AS c
INNER JOIN articles AS a ON c.article_id = a.article_id
LEFT JOIN draft_clusters AS u ON c.article_id = u.article_id
