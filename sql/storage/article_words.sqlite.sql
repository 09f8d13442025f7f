-- sqlfluff:dialect:sqlite
-- Used by: every migrate, after the migrations; what is there is left alone.
-- The index of `article_words` by word. FTS5 keeps no text of its own, so the triggers tell it what a row was.
CREATE VIRTUAL TABLE IF NOT EXISTS word_index USING fts5 (
  words, content = 'article_words', content_rowid = 'document_key', columnsize = 0, tokenize = 'ascii'
);
CREATE TRIGGER IF NOT EXISTS article_words_added AFTER INSERT ON article_words BEGIN
  INSERT INTO word_index (rowid, words) VALUES (new.document_key, new.words);
END;
CREATE TRIGGER IF NOT EXISTS article_words_changed AFTER UPDATE ON article_words BEGIN
  INSERT INTO word_index (word_index, rowid, words) VALUES ('delete', old.document_key, old.words);
  INSERT INTO word_index (rowid, words) VALUES (new.document_key, new.words);
END;
CREATE TRIGGER IF NOT EXISTS article_words_removed AFTER DELETE ON article_words BEGIN
  INSERT INTO word_index (word_index, rowid, words) VALUES ('delete', old.document_key, old.words);
END;
