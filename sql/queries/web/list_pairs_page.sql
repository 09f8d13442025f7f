-- Used by: pipeline.web.pairs
-- Measured pairs of one relation, the most similar first. An empty host, :every_day and no :unjudged leave filters
-- out.
WITH page AS (
  SELECT
    article_pairs.left_id,
    article_pairs.right_id,
    article_pairs.relation,
    article_pairs.jaccard,
    article_pairs.containment,
    judgements.verdict
  FROM article_pairs
  LEFT JOIN judgements
    ON article_pairs.left_id = judgements.left_id AND article_pairs.right_id = judgements.right_id
  WHERE
    article_pairs.corpus = 'clean'
    AND article_pairs.relation = :relation
    AND (:unjudged = 0 OR judgements.verdict IS NULL)
    AND (
      (:host = '' AND :every_day = 1)
      OR EXISTS (
        SELECT 1
        FROM articles AS a
        WHERE
          a.article_id IN (article_pairs.left_id, article_pairs.right_id)
          AND (:host = '' OR a.host = :host)
          AND (:every_day = 1 OR (a.article_at >= :start_at AND a.article_at < :end_at))
      )
    )
    AND (article_pairs.jaccard, article_pairs.left_id, article_pairs.right_id) < (:below, :before_left, :before_right)
  ORDER BY article_pairs.jaccard DESC, article_pairs.left_id DESC, article_pairs.right_id DESC
  LIMIT :at_most
)

SELECT
  page.left_id,
  page.right_id,
  page.relation,
  page.jaccard,
  page.containment,
  page.verdict,
  left_article.host AS left_host,
  left_article.article_at AS left_article_at,
  left_version.title AS left_title,
  right_article.host AS right_host,
  right_article.article_at AS right_article_at,
  right_version.title AS right_title
FROM page
INNER JOIN articles AS left_article ON page.left_id = left_article.article_id
INNER JOIN articles AS right_article ON page.right_id = right_article.article_id
LEFT JOIN article_versions AS left_version
  ON page.left_id = left_version.article_id AND left_version.is_latest = 1
LEFT JOIN article_versions AS right_version
  ON page.right_id = right_version.article_id AND right_version.is_latest = 1
ORDER BY page.jaccard DESC, page.left_id DESC, page.right_id DESC
