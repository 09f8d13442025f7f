-- Used by: pipeline.web.boilerplate
-- The blocks of one host, most votes first; an empty status takes all. What recurs and stays in the text is left out.
WITH known AS (
  SELECT
    host,
    fingerprint,
    kind,
    status,
    rule,
    CASE WHEN rule = 'recurring_similar' THEN similar_votes ELSE story_votes END AS story_votes,
    host_votes,
    sample,
    first_seen_at,
    last_seen_at,
    decided_by,
    decided_at
  FROM boilerplate_blocks
  WHERE
    host = :host
    AND (:status = '' OR status = :status)
    AND (kind NOT IN ('below_threshold', 'list_only') OR status <> 'learned')
)

SELECT
  host,
  fingerprint,
  kind,
  status,
  rule,
  story_votes,
  host_votes,
  sample,
  first_seen_at,
  last_seen_at,
  decided_by,
  decided_at
FROM known
WHERE (story_votes, fingerprint) < (:below, :before_fingerprint)
ORDER BY story_votes DESC, fingerprint DESC
LIMIT :at_most
