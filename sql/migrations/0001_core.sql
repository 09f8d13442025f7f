-- The tables of newsfold. Runs unchanged on SQLite and PostgreSQL: SQLite takes any type name, keeps times as
-- ISO 8601 text in UTC, and every time column ends in _at, which is how the adapter knows it.
-- Comments on tables and columns stand here, beside what they describe.

-- Where news comes from.
CREATE TABLE sources (
  source_id text PRIMARY KEY,               -- the name a person gave it
  kind text NOT NULL CHECK (kind IN ('feed', 'sitemap', 'url_list', 'warc', 'folder')),
  location text NOT NULL,                   -- address, file or folder
  language text,                            -- two letters, when all of it is in one language
  authority integer NOT NULL DEFAULT 0,     -- higher wins when a story's canonical article is chosen
  enabled integer NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  etag text,                                -- of the last good poll, for conditional requests
  last_modified text,
  body_sha256 text,                         -- feeds lie in their headers; an equal body is unchanged
  polled_at timestamptz,                    -- the last attempt
  poll_outcome text,                        -- what came of it: ok, unchanged, not_a_feed, deadline, ...
  due_at timestamptz,                       -- not to be polled before: the host asked for it, or polls failed
  added_at timestamptz NOT NULL
);

-- What sources announced, and how far the fetching of each has come.
CREATE TABLE feed_entries (
  source_id text NOT NULL REFERENCES sources (source_id),
  url_key text NOT NULL,                    -- normalised address, for identity only
  url text NOT NULL,                        -- as announced; this is what is fetched
  title text,
  published_at timestamptz,
  published_raw text,
  guid text,                                -- a hint: feeds reuse, double and change it
  state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'retry', 'captured', 'unchanged', 'refused')),
  outcome text,                             -- the named outcome of the last attempt: http_404, deadline, robots, ...
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL,              -- not to be fetched before
  announced_at timestamptz NOT NULL,        -- when we first saw it
  PRIMARY KEY (source_id, url_key)
);

-- The unchanged bytes of one fetch: where they stand, and what they were.
CREATE TABLE captures (
  capture_id text PRIMARY KEY,              -- from url key and body hash: the same bytes again are the same capture
  source_id text NOT NULL REFERENCES sources (source_id),
  url text NOT NULL,
  url_key text NOT NULL,
  host text NOT NULL,                       -- full host name; empty for a file
  fetched_at timestamptz NOT NULL,          -- the earliest time these bytes were seen
  http_status integer NOT NULL,
  content_type text NOT NULL,
  body_sha256 text NOT NULL,
  body_bytes bigint NOT NULL,
  archive text NOT NULL,                    -- WARC file below the home folder; empty once its bytes were pruned
  archive_offset bigint NOT NULL,
  pruned_at timestamptz,                    -- when its bytes were removed; NULL while they are kept
  read_scheme text NOT NULL DEFAULT '',     -- version of the extraction that read or rejected it; empty while it waits
  UNIQUE (url_key, body_sha256)
);

-- Used by: list_captures_to_extract, count_captures_to_extract, mark_captures_of_other_schemes.
CREATE INDEX captures_to_read ON captures (read_scheme, fetched_at, capture_id);
-- Used by: mark_versions_to_read_again, mark_rejections_to_read_again.
CREATE INDEX captures_by_time ON captures (fetched_at, capture_id);

-- Used by: list_captures_of_archive, count_captures_of_archive.
CREATE INDEX captures_by_archive ON captures (archive);

-- Captures whose parser failed for a reason that may pass. A row goes away with the next success or rejection.
CREATE TABLE extract_retries (
  capture_id text PRIMARY KEY REFERENCES captures (capture_id),
  attempts integer NOT NULL,
  outcome text NOT NULL,
  detail text NOT NULL DEFAULT ''
);

-- Why a capture is no article.
CREATE TABLE rejections (
  capture_id text PRIMARY KEY REFERENCES captures (capture_id),
  scheme text NOT NULL,                     -- version of the extraction that decided
  reason text NOT NULL,                     -- stable name: soft_404, consent_wall, parser_timeout, ...
  detail text NOT NULL DEFAULT '',
  rejected_at timestamptz NOT NULL
);
-- Used by: list_quarantined.
CREATE INDEX rejections_of_repeated_texts ON rejections (capture_id) WHERE reason = 'repeated_text';

-- One page identity.
CREATE TABLE articles (
  article_id text PRIMARY KEY,              -- from the url key
  url text NOT NULL,                        -- of the earliest capture; a text's own address where it names one
  url_key text NOT NULL UNIQUE,
  host text NOT NULL,                       -- full host name; empty for a file without an address
  source_id text NOT NULL REFERENCES sources (source_id),
  first_seen_at timestamptz NOT NULL,
  article_at timestamptz NOT NULL           -- published, or first seen where that is unknown: the time folding uses
);
-- Used by: count_stories_of_hosts, list_repeated_pages.
CREATE INDEX articles_by_host ON articles (host, article_id);
-- Used by: find_latest_article_time, folding_by_source_day.
CREATE INDEX articles_by_time ON articles (article_at, article_id);

-- What an article said at one capture.
CREATE TABLE article_versions (
  capture_id text PRIMARY KEY REFERENCES captures (capture_id),
  article_id text NOT NULL REFERENCES articles (article_id),
  version integer NOT NULL,                 -- 1 for the earliest capture; renumbered when an earlier one arrives
  is_latest integer NOT NULL DEFAULT 1 CHECK (is_latest IN (0, 1)),
  scheme text NOT NULL,                     -- version of the extraction
  page_kind text NOT NULL,
  title text,
  byline text,
  published_at timestamptz,
  published_raw text,                       -- what the page gave as its date
  published_note text,                      -- why that was not believed
  language text,
  site_name text,
  canonical_url text,                       -- what the page calls its address: a hint, often wrong
  text text NOT NULL DEFAULT '',            -- clean text: body and background blocks
  folding_text text,                        -- what is compared: body blocks alone; NULL when equal to text
  text_sha256 text NOT NULL DEFAULT '',     -- of what is compared
  draft_text text,                          -- after page rules alone, before learned furniture; NULL when equal to text
  word_count integer NOT NULL DEFAULT 0,
  cleaned_scheme text,                      -- version of the cleaning that made text; NULL until cleaned
  wire_agency text,                         -- agency credited as the writer
  origin_confidence double precision,
  origin_evidence text,
  captured_at timestamptz NOT NULL          -- of the capture
);
-- Used by: list_texts_of_articles and whoever else asks for an article's latest version.
CREATE INDEX article_versions_by_article ON article_versions (article_id, version);

-- The blocks of each version, in reading order, with the label and the rule that gave it.
CREATE TABLE article_blocks (
  capture_id text NOT NULL REFERENCES article_versions (capture_id),
  position integer NOT NULL,
  article_id text NOT NULL,
  version integer NOT NULL,
  host text NOT NULL,
  kind text NOT NULL,
  place text NOT NULL,                      -- main: taken for the article; beside, behind: taken, but from there
  link_density double precision NOT NULL,
  text text NOT NULL,
  lines text NOT NULL DEFAULT '',           -- 1-based source lines of a plain text, as "3-5"
  fingerprint bigint NOT NULL,              -- of the normalised text, digits as 0: equal blocks meet
  page_label text NOT NULL,                 -- by the rules of the page alone
  page_rule text NOT NULL,
  label text NOT NULL,                      -- final: page rules and votes across pages
  rule text NOT NULL,
  other_article_id text,                    -- for other_story: the article it belongs to, if we hold it
  -- between long lines only this story has; -1 where the page has no such line
  in_spine smallint NOT NULL DEFAULT -1 CHECK (in_spine IN (-1, 0, 1)),
  prefix_fingerprint bigint,                -- of the words before the colon of a line like "More: …"; NULL for others
  PRIMARY KEY (capture_id, position)
);
-- Used by: count_votes, list_common_lines, list_articles_with_blocks, list_owners_of_blocks.
CREATE INDEX article_blocks_by_fingerprint ON article_blocks (fingerprint, host, capture_id);
-- Used by: count_prefix_votes, list_articles_with_blocks.
CREATE INDEX article_blocks_by_prefix ON article_blocks (prefix_fingerprint, host)
WHERE prefix_fingerprint IS NOT NULL;
-- Used by: list_blocks_of_article, list_text_blocks, list_blocks_to_clean.
CREATE INDEX article_blocks_by_article ON article_blocks (article_id, version, position);

-- Blocks learned or declared to be page furniture, with their votes.
CREATE TABLE boilerplate_blocks (
  host text NOT NULL,                       -- '*' for a block that many hosts carry
  fingerprint bigint NOT NULL,
  -- what it is where it stands; 'waiting' recurs, but too seldom for a host with so many stories; 'listed' recurs, but
  -- in no two stories with text of their own; 'syndicated' goes with its stories from host to host
  kind text NOT NULL
  CHECK (kind IN ('boilerplate', 'background', 'prefix', 'other_story', 'waiting', 'listed', 'syndicated')),
  status text NOT NULL CHECK (status IN ('learned', 'confirmed', 'vetoed')),
  rule text NOT NULL,
  story_votes integer NOT NULL,             -- unrelated stories of the host that carry it
  inside_votes integer NOT NULL DEFAULT 0,  -- of these, stories that carry it amid text of their own
  title_votes integer NOT NULL DEFAULT 0,   -- stories it is the headline of
  own_votes integer NOT NULL DEFAULT 0,     -- stories that carry it beside text of their own
  travels integer NOT NULL DEFAULT 0 CHECK (travels IN (0, 1)), -- most of its stories carry it on several hosts
  alike_votes integer NOT NULL DEFAULT 0,   -- stories that carry it or a line that says nearly the same
  alike_inside_votes integer NOT NULL DEFAULT 0, -- of these, amid text of their own
  host_votes integer NOT NULL,              -- hosts that carry it
  sample text NOT NULL,
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  decided_by text,                          -- who confirmed or vetoed it
  decided_at timestamptz,
  PRIMARY KEY (host, fingerprint)
);

-- The LSH index of short lines of text: lines of a host that share a key may say nearly the same.
CREATE TABLE line_bands (
  host text NOT NULL,
  band_key bigint NOT NULL,                 -- of the line's words, numbers as 0; holds the number of the band
  fingerprint bigint NOT NULL,
  PRIMARY KEY (host, band_key, fingerprint)
);
-- Used by: list_lines_without_bands, list_lines_beside, list_lines_to_compare.
CREATE INDEX line_bands_by_fingerprint ON line_bands (fingerprint, host);

-- Which articles are one story by page rules alone: the unit that votes on furniture.
CREATE TABLE vote_units (
  article_id text PRIMARY KEY REFERENCES articles (article_id),
  unit_id text NOT NULL                     -- the article that stands for the unit
);

-- MinHash signatures. corpus is 'draft' (page rules alone, for votes) or 'clean'.
CREATE TABLE article_signatures (
  corpus text NOT NULL CHECK (corpus IN ('draft', 'clean')),
  article_id text NOT NULL REFERENCES articles (article_id),
  scheme text NOT NULL,                     -- normaliser, shingle size, hash, permutations, seed
  shingle_count integer NOT NULL,           -- unique shingles
  signature bytea NOT NULL,                 -- 128 unsigned 32-bit values, little endian
  samples bytea NOT NULL,                   -- sampled shingles, unsigned 32-bit, little endian
  article_at timestamptz NOT NULL,
  article_key bigint NOT NULL,              -- the article in the index below: 64 bits of a hash of its id
  at_key bigint NOT NULL,                   -- article_at in seconds since 1970
  day_key bigint NOT NULL,                  -- article_at in days since 1970
  content_key bigint NOT NULL,              -- hash of all shingles in order: equal texts have equal keys
  is_carrier integer NOT NULL CHECK (is_carrier IN (0, 1)), -- the first of its day with this text: alone in the index
  PRIMARY KEY (article_id, corpus)          -- corpus comes last in keys: a planner without statistics trusts the first
);
-- Used by: list_articles_of_keys.
CREATE INDEX article_signatures_by_key ON article_signatures (article_key, corpus);
-- Used by: list_first_of_texts, list_copies_of_texts.
CREATE INDEX article_signatures_by_content ON article_signatures (content_key, day_key, corpus, is_carrier);

-- The index of keys that copies have in common, in segments: articles that came at once, or were joined since.
CREATE TABLE key_segments (
  segment_key bigint PRIMARY KEY,
  corpus text NOT NULL CHECK (corpus IN ('draft', 'clean')),
  scheme text NOT NULL,                     -- of the signatures
  period_key bigint NOT NULL,               -- ten days, counted from 1970: all its articles are of these
  article_count integer NOT NULL,           -- of those that stand
  articles bytea NOT NULL,                  -- article_key of each, 64 bits little endian, in order of time
  times bytea NOT NULL                      -- at_key of each, likewise; the smallest number for one taken out
);
-- Used by: list_segments, list_segments_of_period.
CREATE INDEX key_segments_by_period ON key_segments (corpus, scheme, period_key);

-- The postings of each segment: part 0 to 31 for a band each, 32 for sampled shingles.
CREATE TABLE key_postings (
  segment_key bigint NOT NULL,
  part integer NOT NULL,
  keys bytea NOT NULL,                      -- 32 bits each, little endian, ascending
  owners bytea NOT NULL,                    -- beside each key the place of its article in the segment, 32 bits
  PRIMARY KEY (segment_key, part)
);

-- Pairs measured exactly, with what was measured and why the relation.
CREATE TABLE article_pairs (
  corpus text NOT NULL CHECK (corpus IN ('draft', 'clean')),
  left_id text NOT NULL,
  right_id text NOT NULL,
  relation text NOT NULL,
  jaccard double precision NOT NULL,
  containment double precision NOT NULL,
  shared_shingles integer NOT NULL,
  evidence text NOT NULL,                   -- JSON: passages, only_left, only_right, reason
  rule_version text NOT NULL,
  PRIMARY KEY (left_id, right_id, corpus),
  CHECK (left_id < right_id)
);
-- Used by: list_pairs_of_articles.
CREATE INDEX article_pairs_by_right ON article_pairs (right_id, left_id, corpus);

-- What a person said about a pair. It binds.
CREATE TABLE judgements (
  left_id text NOT NULL,
  right_id text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('same', 'different')),
  judged_by text NOT NULL,
  judged_at timestamptz NOT NULL,
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (left_id, right_id),
  CHECK (left_id < right_id)
);
-- Used by: list_same_of_articles.
CREATE INDEX judgements_by_right ON judgements (right_id, left_id);

-- Articles joined by pairs that fold. Derived; can be made again from pairs and judgements.
CREATE TABLE stories (
  story_id text PRIMARY KEY,                -- the id it was born with
  canonical_article_id text NOT NULL REFERENCES articles (article_id),
  canonical_reason text NOT NULL,
  title text,
  language text,
  article_count integer NOT NULL,
  host_count integer NOT NULL,
  independent_origin_count integer NOT NULL, -- five copies of one wire report are one voice
  origin text,                              -- who first wrote it: an agency or a host
  first_at timestamptz NOT NULL,            -- of the earliest member
  last_at timestamptz NOT NULL              -- of the latest member
);
-- Used by: list_stories, list_stories_page.
CREATE INDEX stories_by_time ON stories (first_at, story_id);
-- Used by: list_stories_page_by_size.
CREATE INDEX stories_by_size ON stories (article_count, first_at, story_id);

-- Every article is in exactly one story. A story of one has relation 'canonical'.
CREATE TABLE story_members (
  article_id text PRIMARY KEY REFERENCES articles (article_id),
  story_id text NOT NULL,
  relation text NOT NULL,                   -- to matched_article_id; 'canonical' for the canonical article
  matched_article_id text,                  -- the member whose pair is the evidence
  jaccard double precision,
  containment double precision,
  reason text NOT NULL DEFAULT '',          -- the rule that chose the canonical article, or why the pair folds
  rule_version text NOT NULL
);
-- Used by: list_members, list_members_to_publish, list_stories_of_others.
CREATE INDEX story_members_by_story ON story_members (story_id, article_id);

-- Where a story went when it was merged into another.
CREATE TABLE story_redirects (
  story_id text PRIMARY KEY,
  into_story_id text NOT NULL,
  redirected_at timestamptz NOT NULL
);

-- Articles whose text changed since they were last folded, stories to publish again, and what was touched since it was
-- last checked: the ledger between steps.
CREATE TABLE pending_work (
  step text NOT NULL CHECK (step IN ('clean', 'fold', 'publish', 'check')),
  -- article for clean and fold, story for publish, article or capture for check
  subject_id text NOT NULL,
  PRIMARY KEY (step, subject_id)
);

-- One row for each step of each run; where sources are taken side by side, one for each of them.
CREATE TABLE runs (
  run_id text NOT NULL,
  step text NOT NULL,
  sources text NOT NULL DEFAULT '',         -- the sources this step was asked about; empty means all
  window_start_at timestamptz,
  window_end_at timestamptz,
  started_at timestamptz NOT NULL,
  seconds double precision NOT NULL,
  report text NOT NULL,                     -- JSON: counts and notes
  PRIMARY KEY (run_id, step, sources)
);
-- Used by: ingest_health.
CREATE INDEX runs_by_time ON runs (started_at);

-- What the checks of a run found. offending is 0 when all is well.
CREATE TABLE check_results (
  run_id text NOT NULL,
  check_name text NOT NULL,
  offending integer NOT NULL,
  sample text NOT NULL DEFAULT '',          -- JSON: the first offending rows
  PRIMARY KEY (run_id, check_name)
);
