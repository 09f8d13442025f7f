-- Used by: pipeline.steps.clean.repeated_pages
SELECT DISTINCT s.content_key
FROM clean_around AS c
INNER JOIN article_signatures AS s ON c.article_id = s.article_id
WHERE s.corpus = 'draft'
