-- Used by: pipeline.steps.fold.fold_waiting
-- takes: articles(article_id)
-- Those of these articles that wait to be grouped still: they may have been, with others of their stories.
SELECT w.subject_id AS article_id
FROM given_articles AS g
INNER JOIN pending_work AS w ON g.article_id = w.subject_id AND w.step = 'group'
