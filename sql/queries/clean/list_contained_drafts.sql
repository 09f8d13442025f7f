-- Used by: pipeline.steps.clean.vote_groups
-- takes: articles(article_id)
-- Pairs of drafts, one of these articles, of which the longer contains the shorter nearly whole and is much longer.
WITH ends AS (
  SELECT
    p.left_id,
    p.right_id
  FROM given_articles AS c
  INNER JOIN article_pairs AS p ON c.article_id = p.left_id
  WHERE p.corpus = 'draft' AND p.containment >= :contained_share AND p.shared_shingles >= :shared
  UNION
  SELECT
    p.left_id,
    p.right_id
  FROM given_articles AS c
  INNER JOIN article_pairs AS p ON c.article_id = p.right_id
  WHERE p.corpus = 'draft' AND p.containment >= :contained_share AND p.shared_shingles >= :shared
)

SELECT
  CASE WHEN ls.shingle_count > rs.shingle_count THEN p.left_id ELSE p.right_id END AS containing_id,
  CASE WHEN ls.shingle_count > rs.shingle_count THEN p.right_id ELSE p.left_id END AS contained_id,
  CASE WHEN ls.shingle_count > rs.shingle_count THEN l.host ELSE r.host END AS containing_host,
  CASE WHEN ls.shingle_count > rs.shingle_count THEN r.host ELSE l.host END AS contained_host
FROM ends AS e
INNER JOIN article_pairs AS p ON p.corpus = 'draft' AND e.left_id = p.left_id AND e.right_id = p.right_id
INNER JOIN articles AS l ON p.left_id = l.article_id
INNER JOIN articles AS r ON p.right_id = r.article_id
INNER JOIN article_signatures AS ls ON ls.corpus = 'draft' AND p.left_id = ls.article_id
INNER JOIN article_signatures AS rs ON rs.corpus = 'draft' AND p.right_id = rs.article_id
WHERE p.relation <> 'template' AND p.jaccard <= :cut_share * p.containment
