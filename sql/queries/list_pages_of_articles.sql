-- Used by: pipeline/steps/matching.py
SELECT a.article_id, a.host, v.title, v.canonical_url
FROM batch_articles AS b
JOIN articles AS a ON a.article_id = b.article_id
JOIN article_versions AS v ON v.article_id = a.article_id AND v.is_latest = 1
