-- Used by: pipeline.steps.fold.story_rows
-- takes: stories(story_id)
SELECT
  m.story_id,
  m.article_id,
  m.relation,
  m.matched_article_id,
  m.reason,
  a.host,
  a.article_at,
  a.earliest_at,
  coalesce(a.latest_at, a.first_seen_at) AS latest_at,
  v.title,
  v.canonical_url,
  v.language,
  v.wire_agency,
  o.publisher
FROM given_stories AS g
INNER JOIN story_members AS m ON g.story_id = m.story_id
INNER JOIN articles AS a ON m.article_id = a.article_id
INNER JOIN sources AS o ON a.source_id = o.source_id
INNER JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
ORDER BY m.story_id, m.article_id
