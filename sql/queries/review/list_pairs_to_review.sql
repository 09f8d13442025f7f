-- Used by: pipeline.review.queue
-- Articles that resemble each other and are kept apart, of which nobody has said anything, the most alike first.
-- One form with other facts is no doubt.
SELECT
  article_pairs.left_id,
  article_pairs.right_id,
  left_member.story_id AS left_story_id,
  right_member.story_id AS right_story_id,
  left_article.host AS left_host,
  right_article.host AS right_host
FROM article_pairs
INNER JOIN articles AS left_article ON article_pairs.left_id = left_article.article_id
INNER JOIN articles AS right_article ON article_pairs.right_id = right_article.article_id
INNER JOIN story_members AS left_member ON article_pairs.left_id = left_member.article_id
INNER JOIN story_members AS right_member ON article_pairs.right_id = right_member.article_id
LEFT JOIN judgements
  ON article_pairs.left_id = judgements.left_id AND article_pairs.right_id = judgements.right_id
WHERE
  article_pairs.corpus = 'clean'
  AND left_member.story_id <> right_member.story_id
  AND judgements.verdict IS NULL
  AND article_pairs.relation <> 'template'
  AND (article_pairs.jaccard >= :from_jaccard OR article_pairs.containment >= :from_containment)
  AND (
    (left_article.article_at >= :start_at AND left_article.article_at < :end_at)
    OR (right_article.article_at >= :start_at AND right_article.article_at < :end_at)
  )
ORDER BY article_pairs.jaccard + article_pairs.containment DESC, article_pairs.left_id ASC, article_pairs.right_id ASC
LIMIT :at_most
