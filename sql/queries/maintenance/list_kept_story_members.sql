-- Used by: pipeline.maintenance.kept
-- Which article was in which story.
SELECT
  article_id,
  story_id,
  relation,
  matched_article_id,
  jaccard,
  containment,
  reason,
  rule_version
FROM story_members
