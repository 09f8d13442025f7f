-- Used by: pipeline.web.review
-- takes: pairs(left_id, right_id)
-- These pairs with what was measured of them.
SELECT
  g.left_id,
  g.right_id,
  p.relation,
  p.jaccard,
  p.containment,
  j.verdict,
  left_article.host AS left_host,
  left_article.article_at AS left_article_at,
  left_version.title AS left_title,
  right_article.host AS right_host,
  right_article.article_at AS right_article_at,
  right_version.title AS right_title
FROM given_pairs AS g
INNER JOIN articles AS left_article ON g.left_id = left_article.article_id
INNER JOIN articles AS right_article ON g.right_id = right_article.article_id
LEFT JOIN article_pairs AS p ON g.left_id = p.left_id AND g.right_id = p.right_id AND p.corpus = 'clean'
LEFT JOIN judgements AS j ON g.left_id = j.left_id AND g.right_id = j.right_id
LEFT JOIN article_versions AS left_version ON g.left_id = left_version.article_id AND left_version.is_latest = 1
LEFT JOIN article_versions AS right_version ON g.right_id = right_version.article_id AND right_version.is_latest = 1
