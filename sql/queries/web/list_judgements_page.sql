-- Used by: pipeline.web.pairs
WITH page AS (
  SELECT
    judgements.left_id,
    judgements.right_id,
    judgements.verdict,
    judgements.judged_by,
    judgements.judged_at,
    judgements.note
  FROM judgements
  WHERE
    (judgements.judged_at, judgements.left_id, judgements.right_id) < (:before_at, :before_left, :before_right)
  ORDER BY judgements.judged_at DESC, judgements.left_id DESC, judgements.right_id DESC
  LIMIT :at_most
)

SELECT
  page.left_id,
  page.right_id,
  page.verdict,
  page.judged_by,
  page.judged_at,
  page.note,
  article_pairs.relation,
  article_pairs.jaccard,
  article_pairs.containment,
  left_article.host AS left_host,
  left_article.article_at AS left_article_at,
  left_version.title AS left_title,
  right_article.host AS right_host,
  right_article.article_at AS right_article_at,
  right_version.title AS right_title
FROM page
INNER JOIN articles AS left_article ON page.left_id = left_article.article_id
INNER JOIN articles AS right_article ON page.right_id = right_article.article_id
LEFT JOIN article_pairs
  ON
    article_pairs.corpus = 'clean'
    AND page.left_id = article_pairs.left_id AND page.right_id = article_pairs.right_id
LEFT JOIN article_versions AS left_version
  ON page.left_id = left_version.article_id AND left_version.is_latest = 1
LEFT JOIN article_versions AS right_version
  ON page.right_id = right_version.article_id AND right_version.is_latest = 1
ORDER BY page.judged_at DESC, page.left_id DESC, page.right_id DESC
