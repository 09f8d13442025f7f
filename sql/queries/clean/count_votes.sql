-- Used by: pipeline.steps.clean.recurring_blocks
-- takes: blocks(fingerprint), common(fingerprint, host, until_id)
-- The votes on each of these blocks, one a draft cluster, by the latest versions: of each host and, as host '*', of all
-- hosts. Of common lines only the pages before `until_id` are counted. How many clusters carry a block on more than one
-- host says whether it is cross-host. Most blocks have one cluster; only those of several are looked at further, and
-- their text read.
WITH counted AS (
  SELECT
    b.fingerprint,
    b.host,
    b.capture_id,
    b.position,
    b.article_id,
    b.page_label,
    b.in_body_span
  FROM given_blocks AS t
  INNER JOIN article_blocks AS b ON t.fingerprint = b.fingerprint
  LEFT JOIN given_common AS c ON t.fingerprint = c.fingerprint
  WHERE c.fingerprint IS NULL AND b.page_label IN ('body', 'headline') AND b.host <> ''
  UNION ALL
  SELECT
    b.fingerprint,
    b.host,
    b.capture_id,
    b.position,
    b.article_id,
    b.page_label,
    b.in_body_span
  FROM given_common AS t
  INNER JOIN article_blocks AS b ON t.fingerprint = b.fingerprint AND t.host = b.host AND t.until_id > b.capture_id
  WHERE b.page_label IN ('body', 'headline')
),

cast_votes AS (
  SELECT
    c.fingerprint,
    c.host,
    c.capture_id,
    c.position,
    c.page_label,
    c.in_body_span,
    u.cluster_id,
    v.captured_at
  FROM counted AS c
  INNER JOIN article_versions AS v ON c.capture_id = v.capture_id AND v.is_latest = 1
  INNER JOIN draft_clusters AS u ON c.article_id = u.article_id
),

recurring AS (
  SELECT c.fingerprint
  FROM cast_votes AS c
  GROUP BY c.fingerprint
  HAVING MIN(c.cluster_id) <> MAX(c.cluster_id)
),

votes AS (
  SELECT
    c.fingerprint,
    c.host,
    c.page_label,
    c.in_body_span,
    c.cluster_id,
    c.captured_at,
    b.text
  FROM recurring AS r
  INNER JOIN cast_votes AS c ON r.fingerprint = c.fingerprint
  INNER JOIN article_blocks AS b ON c.capture_id = b.capture_id AND c.position = b.position
),

carried AS (
  SELECT
    v.fingerprint,
    v.cluster_id,
    COUNT(DISTINCT v.host) AS hosts
  FROM votes AS v
  WHERE v.page_label = 'body'
  GROUP BY v.fingerprint, v.cluster_id
),

travelled AS (
  SELECT
    c.fingerprint,
    CASE WHEN 2 * SUM(CASE WHEN c.hosts > 1 THEN 1 ELSE 0 END) >= COUNT(*) THEN 1 ELSE 0 END AS cross_host
  FROM carried AS c
  GROUP BY c.fingerprint
),

levels AS (
  SELECT
    v.host AS level,
    v.fingerprint,
    v.host,
    v.page_label,
    v.in_body_span,
    v.text,
    v.cluster_id,
    v.captured_at
  FROM votes AS v
  UNION ALL
  SELECT
    '*' AS level,
    v.fingerprint,
    v.host,
    v.page_label,
    v.in_body_span,
    v.text,
    v.cluster_id,
    v.captured_at
  FROM votes AS v
)

SELECT
  l.level AS host,
  l.fingerprint,
  COUNT(DISTINCT CASE WHEN l.page_label = 'body' THEN l.cluster_id END) AS story_votes,
  COUNT(DISTINCT CASE WHEN l.in_body_span = 1 THEN l.cluster_id END) AS inside_votes,
  COUNT(DISTINCT CASE WHEN l.page_label = 'headline' THEN l.cluster_id END) AS title_votes,
  COUNT(DISTINCT CASE WHEN l.page_label = 'body' AND l.in_body_span >= 0 THEN l.cluster_id END) AS own_votes,
  COUNT(DISTINCT l.cluster_id) AS any_votes,
  COUNT(DISTINCT l.host) AS host_votes,
  COALESCE(MAX(r.cross_host), 0) AS cross_host,
  LENGTH(MIN(l.text)) AS characters,
  MIN(l.text) AS sample,
  MAX(l.text) AS other_sample,
  MIN(l.captured_at) AS first_seen_at,
  MAX(l.captured_at) AS last_seen_at
FROM levels AS l
LEFT JOIN travelled AS r ON l.fingerprint = r.fingerprint
GROUP BY l.level, l.fingerprint
HAVING
  COUNT(DISTINCT l.cluster_id) > 1
  AND (l.level <> '*' OR (COUNT(DISTINCT l.cluster_id) > 2 AND COUNT(DISTINCT l.host) > 2))
