-- Used by: pipeline.steps.clean.vote_groups
-- takes: articles(article_id)
-- These articles, each with its time and its draft cluster, where it has one; those that have no page left are not.
SELECT
  c.article_id,
  u.cluster_id,
  a.article_at
FROM given_articles AS c
INNER JOIN articles AS a ON c.article_id = a.article_id
INNER JOIN article_versions AS v ON c.article_id = v.article_id AND v.is_latest = 1
LEFT JOIN draft_clusters AS u ON c.article_id = u.article_id
