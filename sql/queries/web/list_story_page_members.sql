-- Used by: pipeline.web.story
SELECT
  story_members.article_id,
  story_members.relation,
  story_members.matched_article_id,
  story_members.jaccard,
  story_members.containment,
  story_members.reason,
  articles.host,
  articles.article_at,
  article_versions.language,
  article_versions.wire_agency,
  article_versions.origin_evidence
FROM story_members
INNER JOIN articles ON story_members.article_id = articles.article_id
LEFT JOIN article_versions
  ON story_members.article_id = article_versions.article_id AND article_versions.is_latest = 1
WHERE
  story_members.story_id = :story_id
  AND (
    story_members.article_id = :canonical_id
    OR story_members.article_id = :wanted_id
    OR (articles.article_at, articles.article_id) > (:after_at, :after_id)
  )
ORDER BY articles.article_at, articles.article_id
LIMIT :at_most
