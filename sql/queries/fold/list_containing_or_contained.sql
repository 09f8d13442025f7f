-- Used by: pipeline.steps.fold.gather
-- takes: articles(article_id)
-- Articles that contain one of the given nearly whole and do not fold with it, or are so contained in it.
SELECT p.right_id AS article_id
FROM given_articles AS g
INNER JOIN article_pairs AS p ON g.article_id = p.left_id
WHERE p.corpus = 'clean' AND p.relation = 'partial' AND p.containment >= :contained_share
UNION
SELECT p.left_id AS article_id
FROM given_articles AS g
INNER JOIN article_pairs AS p ON g.article_id = p.right_id
WHERE p.corpus = 'clean' AND p.relation = 'partial' AND p.containment >= :contained_share
