-- Used by: pipeline.steps.clean.repeated_pages
-- takes: articles(article_id)
-- The last version that each of these articles still has is the latest again.
UPDATE article_versions
SET is_latest = 1
WHERE
  article_id IN (SELECT article_id FROM given_articles)
  AND version = (
    SELECT MAX(o.version) FROM article_versions AS o WHERE o.article_id = article_versions.article_id
  )
