-- Stories whose members have unlike titles are looked at first.

-- members whose titles have less than a third of the words of the shorter one in common with the canonical article's;
-- 0 until the story is published again
ALTER TABLE stories ADD COLUMN unlike_titles integer NOT NULL DEFAULT 0;
-- Used by: list_unlike_titles.
CREATE INDEX stories_by_unlike_titles ON stories (first_at) WHERE unlike_titles > 0;
