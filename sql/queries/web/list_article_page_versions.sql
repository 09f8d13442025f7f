-- Used by: pipeline.web.articles
SELECT
  article_versions.version,
  article_versions.captured_at,
  article_versions.word_count
FROM article_versions
WHERE article_versions.article_id = :article_id
ORDER BY article_versions.version
LIMIT :at_most
