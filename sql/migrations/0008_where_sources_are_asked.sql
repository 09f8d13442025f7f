-- A source stays where a person put it, and beside that stands where it is asked: the account that polls may say where
-- a source went, and may not change what a person wrote.

-- where it is asked since its host said that it had moved for good, or since its feed was found on its site
ALTER TABLE sources ADD COLUMN moved_to text;
UPDATE sources
SET
  moved_to = location,
  location = moved_from
WHERE moved_from IS NOT NULL;
ALTER TABLE sources DROP COLUMN moved_from;

-- Reports that feeds carry whole, until their page is captured: what is read where the page cannot be had.
CREATE TABLE feed_texts (
  source_id text NOT NULL,
  url_key text NOT NULL,
  title text,
  content text NOT NULL,                    -- HTML as the feed has it
  PRIMARY KEY (source_id, url_key)
);
