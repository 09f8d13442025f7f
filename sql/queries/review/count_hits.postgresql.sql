-- Used by: pipeline.review.search
SELECT COUNT(*) AS articles
FROM article_words
WHERE
  article_words.words @@ CAST(:asked AS tsquery)
  AND article_words.document_key >= :from_key
  AND article_words.document_key < :before_key
