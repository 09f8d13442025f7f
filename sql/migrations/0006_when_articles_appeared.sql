-- Between which times an article appeared, so that nobody is said to be first on a date without an hour; and which
-- hosts are an agency's own, so that an agency does not count among those who copy it.

-- the bounds are NULL until an article's pages are read again; earliest_at stays NULL where a page gives no date
ALTER TABLE articles ADD COLUMN earliest_at timestamptz;
ALTER TABLE articles ADD COLUMN latest_at timestamptz;
-- the agency whose own host this is
ALTER TABLE articles ADD COLUMN host_agency text;

-- both NULL until the story is published again
-- 1 where the hour of its first article is known
ALTER TABLE stories ADD COLUMN first_is_exact integer;
-- from its first article to its last; NULL where the hour of one of its articles is not known
ALTER TABLE stories ADD COLUMN spread_seconds bigint;
