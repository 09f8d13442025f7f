-- Used by: every migrate, after the migrations; what is there is left alone.
-- The index of `article_words` by word: review/count_hits, review/list_hits.
CREATE INDEX IF NOT EXISTS article_words_by_word ON article_words USING gin (words);
