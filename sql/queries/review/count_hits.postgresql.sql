-- Used by: pipeline.review.search
-- postgresql: SET LOCAL enable_seqscan = off
-- Left to choose, the planner reads the words of every article: it does not know that they lie outside of their rows.
SELECT COUNT(*) AS articles
FROM article_words
WHERE
  article_words.words @@ CAST(:asked AS tsquery)
  AND article_words.document_key >= :from_key
  AND article_words.document_key < :before_key
