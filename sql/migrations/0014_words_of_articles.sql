-- Articles are found by the words of their titles and texts. What finds them by a word stands in storage/article_words.

-- What an article is found by.
CREATE TABLE article_words (
  article_id text PRIMARY KEY,
  document_key bigint NOT NULL,             -- its number in the index: numbers sort as the articles' times do
  words tsvector NOT NULL                   -- host, title, text in the spelling of the index; plain text on SQLite
);
-- Used by: fold/list_keys_taken, review/list_hits.
CREATE UNIQUE INDEX article_words_by_key ON article_words (document_key);

-- What is held already is made searchable by the next run, which folds all of it once.
INSERT INTO pending_work (step, subject_id)
SELECT
  'fold' AS step,
  a.article_id AS subject_id
FROM articles AS a
WHERE NOT EXISTS (SELECT 1 FROM pending_work AS w WHERE w.step = 'fold' AND w.subject_id = a.article_id);
