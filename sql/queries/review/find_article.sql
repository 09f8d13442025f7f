-- Used by: pipeline.review.lookup
-- An address is found by its key, which is in an index: every address of an article has the article's key.
SELECT
  articles.article_id,
  articles.url,
  articles.host,
  articles.source_id,
  articles.first_seen_at,
  articles.article_at
FROM articles
WHERE
  articles.article_id = :reference
  OR articles.url_key = :url_key
  OR articles.article_id IN (
    SELECT article_versions.article_id
    FROM captures
    INNER JOIN article_versions ON captures.capture_id = article_versions.capture_id
    WHERE captures.capture_id = :reference OR captures.url_key = :url_key
  )
ORDER BY articles.article_id
LIMIT 2
