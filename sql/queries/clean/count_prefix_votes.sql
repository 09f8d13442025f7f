-- Used by: pipeline.steps.clean.recurring_blocks
-- takes: prefixes(prefix_fingerprint)
-- The votes on labels that begin different lines of a host, where the lines go on differently; one vote a draft
-- cluster.
SELECT
  b.host,
  b.prefix_fingerprint AS fingerprint,
  COUNT(DISTINCT u.cluster_id) AS story_votes,
  COUNT(DISTINCT b.host) AS host_votes,
  LENGTH(MIN(b.text)) AS characters,
  MIN(b.text) AS sample,
  MIN(v.captured_at) AS first_seen_at,
  MAX(v.captured_at) AS last_seen_at
FROM given_prefixes AS t
INNER JOIN article_blocks AS b ON t.prefix_fingerprint = b.prefix_fingerprint
INNER JOIN article_versions AS v ON b.capture_id = v.capture_id AND v.is_latest = 1
INNER JOIN draft_clusters AS u ON b.article_id = u.article_id
WHERE b.page_label = 'body' AND b.host <> ''
GROUP BY b.host, b.prefix_fingerprint
HAVING COUNT(DISTINCT u.cluster_id) > 2 AND COUNT(DISTINCT b.fingerprint) > 2
