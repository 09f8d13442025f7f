-- Used by: pipeline.steps.clean.recurring_blocks
-- takes: hosts(host), blocks(fingerprint), prefixes(prefix_fingerprint)
-- What is known of these blocks and prefixes, and of all blocks of these hosts.
SELECT
  k.host,
  k.fingerprint,
  k.kind,
  k.status,
  k.rule,
  k.story_votes,
  k.inside_votes,
  k.title_votes,
  k.own_votes,
  k.cross_host,
  k.similar_votes,
  k.similar_inside_votes,
  k.host_votes,
  k.sample,
  k.first_seen_at,
  k.last_seen_at
FROM boilerplate_blocks AS k
WHERE
  k.host IN (SELECT h.host FROM given_hosts AS h)
  OR k.fingerprint IN (SELECT t.fingerprint FROM given_blocks AS t)
  OR k.fingerprint IN (SELECT t.prefix_fingerprint FROM given_prefixes AS t)
