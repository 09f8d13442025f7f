-- Used by: pipeline.steps.clean.apply_votes
-- takes: articles(article_id)
-- The text of these versions is their draft.
UPDATE article_versions
SET cleaned_scheme = :scheme
WHERE article_id IN (SELECT article_id FROM given_articles) AND cleaned_scheme IS NULL
