-- Used by: pipeline.review.search
-- sqlfluff:dialect:sqlite
SELECT COUNT(*) AS articles
FROM word_index
WHERE word_index MATCH :asked AND word_index.rowid >= :from_key AND word_index.rowid < :before_key
