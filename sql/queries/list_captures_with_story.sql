-- Used by: pipeline.steps.evaluate
SELECT
  captures.url,
  captures.fetched_at,
  article_versions.article_id,
  story_members.story_id
FROM captures
INNER JOIN article_versions ON captures.capture_id = article_versions.capture_id
INNER JOIN story_members ON article_versions.article_id = story_members.article_id
ORDER BY captures.capture_id
