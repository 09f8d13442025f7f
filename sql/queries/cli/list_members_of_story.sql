-- Used by: pipeline.cli.show
SELECT
  story_members.article_id,
  story_members.relation,
  story_members.matched_article_id,
  story_members.jaccard,
  story_members.containment,
  articles.url,
  articles.host,
  articles.article_at,
  article_versions.title,
  article_versions.wire_agency
FROM story_members
INNER JOIN articles ON story_members.article_id = articles.article_id
INNER JOIN article_versions
  ON story_members.article_id = article_versions.article_id AND article_versions.is_latest = 1
WHERE story_members.story_id = :story_id
ORDER BY articles.article_at, articles.article_id
