-- Used by: pipeline/steps/publish.py
SELECT
  m.story_id, m.article_id, m.relation, m.matched_article_id, m.reason,
  a.host, a.article_at, v.title, v.language, v.wire_agency
FROM batch_stories AS b
JOIN story_members AS m ON m.story_id = b.story_id
JOIN articles AS a ON a.article_id = m.article_id
JOIN article_versions AS v ON v.article_id = a.article_id AND v.is_latest = 1
ORDER BY m.story_id, m.article_id
