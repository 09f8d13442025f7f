-- Used by: pipeline.evaluation.loading
-- Every capture by its address, with the article that it became and the story of that.
SELECT
  c.url_key,
  v.article_id,
  m.story_id
FROM captures AS c
LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
LEFT JOIN story_members AS m ON v.article_id = m.article_id
ORDER BY c.url_key, c.capture_id
