-- Used by: pipeline.steps.clean.similar_lines
-- takes: similar(host, fingerprint, similar_key)
-- For each line its votes by itself, and together with the lines similar to it; one vote a draft cluster. A row names a
-- line and, as `similar_key`, itself or a line similar to it.
SELECT
  t.host,
  t.fingerprint,
  COUNT(DISTINCT CASE WHEN b.fingerprint = t.fingerprint THEN u.cluster_id END) AS story_votes,
  COUNT(DISTINCT CASE WHEN b.fingerprint = t.fingerprint AND b.in_body_span = 1 THEN u.cluster_id END) AS inside_votes,
  COUNT(DISTINCT u.cluster_id) AS similar_votes,
  COUNT(DISTINCT CASE WHEN b.in_body_span = 1 THEN u.cluster_id END) AS similar_inside_votes,
  MIN(CASE WHEN b.fingerprint = t.fingerprint THEN b.text END) AS sample,
  MIN(CASE WHEN b.fingerprint = t.fingerprint THEN v.captured_at END) AS first_seen_at,
  MAX(CASE WHEN b.fingerprint = t.fingerprint THEN v.captured_at END) AS last_seen_at
FROM given_similar AS t
INNER JOIN article_blocks AS b ON t.similar_key = b.fingerprint AND t.host = b.host
INNER JOIN article_versions AS v ON b.capture_id = v.capture_id AND v.is_latest = 1
INNER JOIN draft_clusters AS u ON b.article_id = u.article_id
WHERE b.page_label = 'body'
GROUP BY t.host, t.fingerprint
HAVING
  COUNT(DISTINCT u.cluster_id) >= :needed
  AND MIN(CASE WHEN b.fingerprint = t.fingerprint THEN b.text END) IS NOT NULL
