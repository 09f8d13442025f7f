-- Used by: pipeline.steps.clean.clean_waiting
-- takes: articles(article_id)
-- Those of these articles that wait for votes still: another run may have counted them, or read them again.
SELECT p.subject_id AS article_id
FROM given_articles AS t
INNER JOIN pending_work AS p ON t.article_id = p.subject_id AND p.step = 'vote'
WHERE NOT EXISTS (SELECT 1 FROM pending_work AS c WHERE c.step IN ('clean', 'match') AND c.subject_id = p.subject_id)
