-- Used by: every migrate, after the migrations; what is there is left alone.
-- The index of `article_words` by word: review/count_hits, review/list_hits.
CREATE INDEX IF NOT EXISTS article_words_by_word ON article_words USING gin (words);
-- Words lie outside of their rows, for a search reads the rows of all that have a word, and none of their words.
ALTER TABLE article_words ALTER COLUMN words SET STORAGE EXTERNAL;
ALTER TABLE article_words SET (toast_tuple_target = 128);
