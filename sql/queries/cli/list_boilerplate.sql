-- Used by: pipeline.cli.boilerplate
-- What recurs and stays in the text ('below_threshold', 'list_only') is no boilerplate, unless a person decided so.
SELECT
  boilerplate_blocks.host,
  boilerplate_blocks.fingerprint,
  boilerplate_blocks.kind,
  boilerplate_blocks.status,
  boilerplate_blocks.rule,
  CASE
    WHEN boilerplate_blocks.rule = 'recurring_similar' THEN boilerplate_blocks.similar_votes
    ELSE boilerplate_blocks.story_votes
  END AS story_votes,
  boilerplate_blocks.host_votes,
  boilerplate_blocks.first_seen_at,
  boilerplate_blocks.last_seen_at,
  boilerplate_blocks.sample
FROM boilerplate_blocks
WHERE
  boilerplate_blocks.host LIKE :host
  AND boilerplate_blocks.status LIKE :status
  AND (boilerplate_blocks.kind NOT IN ('below_threshold', 'list_only') OR boilerplate_blocks.status <> 'learned')
ORDER BY boilerplate_blocks.host, story_votes DESC, boilerplate_blocks.fingerprint
LIMIT :at_most
