-- Used by: pipeline.maintenance.kept
-- What people confirmed or vetoed.
SELECT
  host,
  fingerprint,
  kind,
  status,
  rule,
  story_votes,
  inside_votes,
  title_votes,
  own_votes,
  cross_host,
  similar_votes,
  similar_inside_votes,
  host_votes,
  sample,
  first_seen_at,
  last_seen_at,
  decided_by,
  decided_at
FROM boilerplate_blocks
WHERE status <> 'learned'
