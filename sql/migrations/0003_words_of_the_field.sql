-- The words of the field: drafts that are one story are a cluster, a block stands in a region of its page, lines are
-- similar, a block goes across hosts, and of exact duplicates one is the representative.

-- Which articles are one story by page rules alone: the cluster that has one vote on boilerplate.
ALTER TABLE vote_units RENAME TO draft_clusters;
ALTER TABLE draft_clusters RENAME COLUMN unit_id TO cluster_id;

-- main: taken for the article; outside_main, after_main: taken, but from outside the main element, or from after it
ALTER TABLE article_blocks RENAME COLUMN place TO region;
UPDATE article_blocks SET region = 'outside_main'
WHERE region = 'beside';
UPDATE article_blocks SET region = 'after_main'
WHERE region = 'behind';
ALTER TABLE article_blocks RENAME COLUMN in_spine TO in_body_span;

-- the first of its day with this text: alone in the index
ALTER TABLE article_signatures RENAME COLUMN is_carrier TO is_representative;

CREATE TABLE blocks_before AS
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
  travels,
  alike_votes,
  alike_inside_votes,
  host_votes,
  sample,
  first_seen_at,
  last_seen_at,
  decided_by,
  decided_at
FROM boilerplate_blocks;
DROP TABLE boilerplate_blocks;
-- Blocks learned or declared to be boilerplate, with their votes.
CREATE TABLE boilerplate_blocks (
  host text NOT NULL,                       -- '*' for a block that many hosts carry
  fingerprint bigint NOT NULL,
  -- what it is where it stands; 'below_threshold' recurs, but too seldom for a host with so many stories; 'list_only'
  -- recurs, but in no two stories with text of their own; 'syndicated' goes with its stories from host to host
  kind text NOT NULL
  CHECK (
    kind IN ('boilerplate', 'background', 'prefix', 'other_story', 'below_threshold', 'list_only', 'syndicated')
  ),
  status text NOT NULL CHECK (status IN ('learned', 'confirmed', 'vetoed')),
  rule text NOT NULL,
  story_votes integer NOT NULL,             -- unrelated stories of the host that carry it
  inside_votes integer NOT NULL DEFAULT 0,  -- of these, stories that carry it amid text of their own
  title_votes integer NOT NULL DEFAULT 0,   -- stories it is the headline of
  own_votes integer NOT NULL DEFAULT 0,     -- stories that carry it beside text of their own
  cross_host integer NOT NULL DEFAULT 0 CHECK (cross_host IN (0, 1)), -- most of its stories carry it on several hosts
  similar_votes integer NOT NULL DEFAULT 0, -- stories that carry it or a line that says nearly the same
  similar_inside_votes integer NOT NULL DEFAULT 0, -- of these, amid text of their own
  host_votes integer NOT NULL,              -- hosts that carry it
  sample text NOT NULL,
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  decided_by text,                          -- who confirmed or vetoed it
  decided_at timestamptz,
  PRIMARY KEY (host, fingerprint)
);
INSERT INTO boilerplate_blocks (
  host, fingerprint, kind, status, rule, story_votes, inside_votes, title_votes, own_votes, cross_host, similar_votes,
  similar_inside_votes, host_votes, sample, first_seen_at, last_seen_at, decided_by, decided_at
)
SELECT
  host,
  fingerprint,
  CASE kind WHEN 'waiting' THEN 'below_threshold' WHEN 'listed' THEN 'list_only' ELSE kind END AS kind,
  status,
  CASE rule WHEN 'recurring_alike' THEN 'recurring_similar' ELSE rule END AS rule,
  story_votes,
  inside_votes,
  title_votes,
  own_votes,
  travels,
  alike_votes,
  alike_inside_votes,
  host_votes,
  sample,
  first_seen_at,
  last_seen_at,
  decided_by,
  decided_at
FROM blocks_before;
DROP TABLE blocks_before;

UPDATE article_blocks SET page_rule = 'outside_main'
WHERE page_rule = 'beside';
UPDATE article_blocks SET page_rule = 'after_main'
WHERE page_rule = 'behind';
UPDATE article_blocks SET rule = 'outside_main'
WHERE rule = 'beside';
UPDATE article_blocks SET rule = 'after_main'
WHERE rule = 'behind';
UPDATE article_blocks SET rule = 'recurring_similar'
WHERE rule = 'recurring_alike';

-- The sitemaps that the index of a source names, so that those one run leaves out are read by later ones.
CREATE TABLE sitemap_parts (
  source_id text NOT NULL REFERENCES sources (source_id),
  url text NOT NULL,
  read_at timestamptz NOT NULL,             -- when its pages were last taken
  PRIMARY KEY (source_id, url)
);

-- How many of what was announced with it were newer: the newest are fetched first.
ALTER TABLE feed_entries ADD COLUMN newer_entries integer NOT NULL DEFAULT 0;
