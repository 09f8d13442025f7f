-- Used by: pipeline.steps.clean.apply_votes
-- takes: articles(article_id)
-- Versions of these articles that were never cleaned keep their draft as their text.
UPDATE article_versions
SET cleaned_scheme = :scheme
WHERE article_id IN (SELECT article_id FROM given_articles) AND cleaned_scheme IS NULL
