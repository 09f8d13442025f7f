-- Events: stories, written independently, that report one happening. All of it is derived from stories, but for what
-- people said of events.

CREATE TABLE pending_before AS
SELECT
  step,
  subject_id
FROM pending_work;
DROP TABLE pending_work;
-- Articles whose pages or votes changed, articles whose text changed since they were last folded, stories to publish
-- again, stories to link again, and what was touched since it was last checked: the ledger between steps.
CREATE TABLE pending_work (
  step text NOT NULL CHECK (step IN ('clean', 'label', 'fold', 'publish', 'link', 'check')),
  -- article for clean, label and fold, story for publish and link, article or capture for check
  subject_id text NOT NULL,
  PRIMARY KEY (step, subject_id)
);
INSERT INTO pending_work (step, subject_id)
SELECT
  step,
  subject_id
FROM pending_before;
DROP TABLE pending_before;

-- What a story is compared by.
CREATE TABLE story_profiles (
  story_id text PRIMARY KEY,
  scheme text NOT NULL,                     -- version of reading and of word weights; only equal schemes compare
  published_at timestamptz,                 -- NULL where neither its pages nor its first words say it
  article_at timestamptz NOT NULL,          -- published, else first seen
  profile text NOT NULL                     -- JSON: words, names, numbers, places, facts
);

-- The words by which a story is found: two stories that share two of them are compared.
CREATE TABLE story_keys (
  key_key bigint NOT NULL,                  -- hash of language and word
  story_id text NOT NULL,
  PRIMARY KEY (key_key, story_id)
);
-- Used by: link/delete_story_keys, link/list_meeting_stories.
CREATE INDEX story_keys_by_story ON story_keys (story_id);

-- Two stories that may report one event.
CREATE TABLE event_pairs (
  left_id text NOT NULL,
  right_id text NOT NULL,
  score double precision NOT NULL,          -- 0 to 1, that they do
  log_odds double precision NOT NULL,
  evidence text NOT NULL,                   -- JSON: contribution of each feature, what is shared, facts, hours apart
  rule_version text NOT NULL,
  PRIMARY KEY (left_id, right_id),
  CHECK (left_id < right_id)
);
-- Used by: shared/list_event_pairs, link/delete_event_pairs.
CREATE INDEX event_pairs_by_right ON event_pairs (right_id);

-- What a person said of the events that two articles report; it binds, and outlives the stories they are in.
CREATE TABLE event_judgements (
  left_id text NOT NULL,
  right_id text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('same', 'different')),
  judged_by text NOT NULL,
  judged_at timestamptz NOT NULL,
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (left_id, right_id),
  CHECK (left_id < right_id)
);
-- Used by: shared/list_event_judgements.
CREATE INDEX event_judgements_by_right ON event_judgements (right_id);

-- What several stories, written independently, report; a story that stands alone is an event, too.
CREATE TABLE events (
  event_id text PRIMARY KEY,                -- the id it was born with
  title text,                               -- of the earliest story that has one
  language text,
  first_at timestamptz NOT NULL,            -- of the earliest article
  last_at timestamptz NOT NULL,             -- of the latest one
  story_count integer NOT NULL,
  article_count integer NOT NULL,
  host_count integer NOT NULL,
  independent_source_count integer NOT NULL -- agencies and publishers whose own reports they are, each once
);
-- Used by: shared/list_events.
CREATE INDEX events_by_first ON events (first_at, event_id);

-- A story in its event, and the one that it is most like.
CREATE TABLE event_members (
  story_id text PRIMARY KEY,
  event_id text NOT NULL,
  matched_story_id text,                    -- the member whose pair is the evidence; NULL for a story alone
  score double precision,                   -- of that pair
  rule_version text NOT NULL
);
-- Used by: whatever lists the stories of an event.
CREATE INDEX event_members_by_event ON event_members (event_id);

-- Where an event went that was merged into another.
CREATE TABLE event_redirects (
  event_id text PRIMARY KEY,
  into_event_id text NOT NULL,
  redirected_at timestamptz NOT NULL
);

-- What is held already is linked by the next run.
INSERT INTO pending_work (step, subject_id)
SELECT
  'link' AS step,
  story_id
FROM stories;
