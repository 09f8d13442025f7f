-- Used by: pipeline.web.boilerplate
SELECT
  host,
  count(*) AS blocks,
  sum(CASE WHEN status = 'learned' THEN 1 ELSE 0 END) AS learned,
  sum(CASE WHEN status = 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
  sum(CASE WHEN status = 'vetoed' THEN 1 ELSE 0 END) AS vetoed,
  max(story_votes) AS most_votes,
  max(last_seen_at) AS last_seen_at
FROM boilerplate_blocks
WHERE kind NOT IN ('below_threshold', 'list_only') OR status <> 'learned'
GROUP BY host
ORDER BY blocks DESC, host ASC
LIMIT :at_most
