-- Used by: pipeline.steps.check.step
-- takes: articles(article_id)
-- The captures that were touched, but for those of articles that wait, and all of the articles to be checked.
SELECT c.capture_id
FROM pending_work AS p
INNER JOIN captures AS c ON p.subject_id = c.capture_id
LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
WHERE p.step = 'check' AND (v.capture_id IS NULL OR v.article_id IN (SELECT k.article_id FROM given_articles AS k))
UNION
SELECT v.capture_id
FROM given_articles AS k
INNER JOIN article_versions AS v ON k.article_id = v.article_id
UNION
SELECT c.capture_id
FROM given_articles AS k
INNER JOIN articles AS a ON k.article_id = a.article_id
INNER JOIN captures AS c ON a.url_key = c.url_key
