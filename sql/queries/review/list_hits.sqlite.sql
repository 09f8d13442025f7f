-- Used by: pipeline.review.search
-- sqlfluff:dialect:sqlite
-- The latest articles with these words, and their stories.
WITH hits AS MATERIALIZED (
  SELECT word_index.rowid AS document_key
  FROM word_index
  WHERE word_index MATCH :asked AND word_index.rowid >= :from_key AND word_index.rowid < :before_key
  ORDER BY word_index.rowid DESC
  LIMIT :at_most
)

SELECT
  w.article_id,
  m.story_id
FROM hits AS h
INNER JOIN article_words AS w ON h.document_key = w.document_key
INNER JOIN story_members AS m ON w.article_id = m.article_id
ORDER BY h.document_key DESC
