-- Used by: pipeline.steps.clean.repeated_pages
-- takes: articles(article_id)
-- The keys of the drafts that these articles have; equal drafts have one key.
SELECT DISTINCT s.content_key
FROM given_articles AS c
INNER JOIN article_signatures AS s ON c.article_id = s.article_id
WHERE s.corpus = 'draft'
