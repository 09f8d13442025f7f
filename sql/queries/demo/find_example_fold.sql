-- Used by: demo.pictures, demo.summary
-- Of the stories on most hosts, the member that was edited most: the fold a person would doubt first.
SELECT
  stories.story_id,
  stories.title,
  story_members.article_id,
  story_members.matched_article_id,
  story_members.relation,
  story_members.jaccard,
  story_members.containment,
  articles.host,
  matched.host AS matched_host,
  article_pairs.left_id,
  article_pairs.evidence
FROM stories
INNER JOIN story_members ON stories.story_id = story_members.story_id
INNER JOIN articles ON story_members.article_id = articles.article_id
INNER JOIN articles AS matched ON story_members.matched_article_id = matched.article_id
INNER JOIN article_pairs
  ON
    article_pairs.corpus = 'clean'
    AND article_pairs.left_id IN (story_members.article_id, story_members.matched_article_id)
    AND article_pairs.right_id IN (story_members.article_id, story_members.matched_article_id)
WHERE
  story_members.relation IN ('near_duplicate', 'abridged')
  AND articles.host <> matched.host
ORDER BY
  CASE story_members.relation WHEN 'near_duplicate' THEN 0 ELSE 1 END ASC,
  stories.host_count DESC,
  story_members.jaccard ASC,
  story_members.article_id ASC
LIMIT 1
