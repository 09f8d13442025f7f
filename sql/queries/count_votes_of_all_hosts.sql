-- Used by: pipeline.steps.votes
SELECT
  '*' AS host,
  b.fingerprint,
  COUNT(DISTINCT CASE WHEN b.page_label = 'body' THEN u.unit_id END) AS story_votes,
  COUNT(DISTINCT CASE WHEN b.in_spine = 1 THEN u.unit_id END) AS inside_votes,
  COUNT(DISTINCT CASE WHEN b.page_label = 'headline' THEN u.unit_id END) AS title_votes,
  COUNT(DISTINCT u.unit_id) AS any_votes,
  COUNT(DISTINCT b.host) AS host_votes,
  LENGTH(MIN(b.text)) AS characters,
  MIN(b.text) AS sample,
  MIN(v.captured_at) AS first_seen_at,
  MAX(v.captured_at) AS last_seen_at
FROM vote_blocks AS t
INNER JOIN article_blocks AS b ON t.fingerprint = b.fingerprint
INNER JOIN article_versions AS v ON b.capture_id = v.capture_id AND v.is_latest = 1
INNER JOIN vote_units AS u ON b.article_id = u.article_id
WHERE b.page_label IN ('body', 'headline') AND b.host <> ''
GROUP BY b.fingerprint
HAVING COUNT(DISTINCT u.unit_id) > 2 AND COUNT(DISTINCT b.host) > 2
