-- Used by: pipeline.steps.clean.step
SELECT
  host,
  fingerprint,
  kind,
  status,
  rule,
  story_votes,
  host_votes,
  inside_votes,
  title_votes,
  sample,
  first_seen_at,
  last_seen_at
FROM boilerplate_blocks
WHERE host = :host AND fingerprint = :fingerprint
