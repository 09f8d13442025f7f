-- Used by: pipeline.steps.votes
-- One vote a story: how many units of a host carry each block, by its latest versions.
WITH carried AS (
  SELECT
    b.fingerprint,
    u.unit_id,
    COUNT(DISTINCT b.host) AS hosts
  FROM vote_blocks AS t
  INNER JOIN article_blocks AS b ON t.fingerprint = b.fingerprint
  INNER JOIN article_versions AS v ON b.capture_id = v.capture_id AND v.is_latest = 1
  INNER JOIN vote_units AS u ON b.article_id = u.article_id
  WHERE b.page_label = 'body' AND b.host <> ''
  GROUP BY b.fingerprint, u.unit_id
),

travelled AS (
  SELECT
    c.fingerprint,
    CASE WHEN 2 * SUM(CASE WHEN c.hosts > 1 THEN 1 ELSE 0 END) >= COUNT(*) THEN 1 ELSE 0 END AS travels
  FROM carried AS c
  GROUP BY c.fingerprint
)

SELECT
  b.host,
  b.fingerprint,
  COUNT(DISTINCT CASE WHEN b.page_label = 'body' THEN u.unit_id END) AS story_votes,
  COUNT(DISTINCT CASE WHEN b.in_spine = 1 THEN u.unit_id END) AS inside_votes,
  COUNT(DISTINCT CASE WHEN b.page_label = 'headline' THEN u.unit_id END) AS title_votes,
  COUNT(DISTINCT CASE WHEN b.page_label = 'body' AND b.in_spine >= 0 THEN u.unit_id END) AS own_votes,
  COUNT(DISTINCT u.unit_id) AS any_votes,
  COUNT(DISTINCT b.host) AS host_votes,
  COALESCE(MAX(r.travels), 0) AS travels,
  LENGTH(MIN(b.text)) AS characters,
  MIN(b.text) AS sample,
  MIN(v.captured_at) AS first_seen_at,
  MAX(v.captured_at) AS last_seen_at
FROM vote_blocks AS t
INNER JOIN article_blocks AS b ON t.fingerprint = b.fingerprint
INNER JOIN article_versions AS v ON b.capture_id = v.capture_id AND v.is_latest = 1
INNER JOIN vote_units AS u ON b.article_id = u.article_id
LEFT JOIN travelled AS r ON t.fingerprint = r.fingerprint
WHERE b.page_label IN ('body', 'headline') AND b.host <> ''
GROUP BY b.host, b.fingerprint
HAVING COUNT(DISTINCT u.unit_id) > 1
