-- Used by: pipeline.review.search
-- postgresql: SET LOCAL enable_seqscan = off
-- The latest articles with these words, and their stories. All that have them are found by the index first: told that a
-- few are wanted, the planner walks back through time instead, and reads every article where the words are rare; and it
-- does not know that the words of an article lie outside of its row, and would read them all.
WITH hits AS MATERIALIZED (
  SELECT
    article_words.document_key,
    article_words.article_id
  FROM article_words
  WHERE
    article_words.words @@ CAST(:asked AS tsquery)
    AND article_words.document_key >= :from_key
    AND article_words.document_key < :before_key
),

latest AS MATERIALIZED (
  SELECT
    hits.document_key,
    hits.article_id
  FROM hits
  ORDER BY hits.document_key DESC
  LIMIT :at_most
)

SELECT
  l.article_id,
  m.story_id
FROM latest AS l
INNER JOIN story_members AS m ON l.article_id = m.article_id
ORDER BY l.document_key DESC
