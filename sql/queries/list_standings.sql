-- Used by: pipeline/steps/grouping.py
-- Articles that have a text; the others are in no story. One that is all background is a story of its own.
SELECT a.article_id, a.article_at, a.host, v.word_count, s.authority, v.wire_agency
FROM batch_articles AS b
JOIN articles AS a ON a.article_id = b.article_id
JOIN sources AS s ON s.source_id = a.source_id
JOIN article_versions AS v ON v.article_id = a.article_id AND v.is_latest = 1 AND v.text <> ''
