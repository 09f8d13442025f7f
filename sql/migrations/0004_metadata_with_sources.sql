-- What a page says about itself, with where it says it and how exactly; and its authors one by one.

-- how exactly published_at is written: second, minute, hour, day; NULL where there is none
ALTER TABLE article_versions ADD COLUMN published_precision text;
-- where it stands: json-ld, meta, time element, visible text, address, feed, sitemap; modified where only a change is
ALTER TABLE article_versions ADD COLUMN published_source text;
ALTER TABLE article_versions ADD COLUMN modified_at timestamptz;
-- declared by the page, or detected in its text, which overrules a declaration that it plainly contradicts
ALTER TABLE article_versions ADD COLUMN language_source text;

-- Who wrote a version, in the order of the page.
CREATE TABLE article_authors (
  capture_id text NOT NULL REFERENCES article_versions (capture_id) ON DELETE CASCADE,
  position integer NOT NULL,                -- 0 for the first
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('person', 'organisation')),
  PRIMARY KEY (capture_id, position)
);
-- Used by: whoever asks for what somebody wrote.
CREATE INDEX article_authors_by_name ON article_authors (name);
