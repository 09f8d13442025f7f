-- What a source may say about itself, and what feeds say beyond addresses and dates.

-- how it is asked, as JSON: user_agent, headers, proxy
ALTER TABLE sources ADD COLUMN request_options text NOT NULL DEFAULT '{}';
-- IANA name; times that its feed writes without a zone are read in it
ALTER TABLE sources ADD COLUMN time_zone text;
-- 1 where all it brings is a news agency's own copy
ALTER TABLE sources ADD COLUMN agency integer NOT NULL DEFAULT 0 CHECK (agency IN (0, 1));
-- the house it belongs to: sources of one house are one voice
ALTER TABLE sources ADD COLUMN publisher text;
-- where it was asked before its host said that it had moved for good, or before its feed was found on its site
ALTER TABLE sources ADD COLUMN moved_from text;

-- when it last answered with more than that nothing had changed
ALTER TABLE sources ADD COLUMN whole_at timestamptz;
-- whether the marks of its answers can be believed: 1 they changed when the body did, -1 they did not, 0 not known yet
ALTER TABLE sources ADD COLUMN marks_proved integer NOT NULL DEFAULT 0 CHECK (marks_proved IN (-1, 0, 1));

-- whose item it is, as an aggregator says in the element <source>
ALTER TABLE feed_entries ADD COLUMN outlet text;
-- Used by: list_captured_ids.
CREATE INDEX feed_entries_by_guid ON feed_entries (source_id, guid);
