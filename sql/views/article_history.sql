-- What each page said at each capture that read otherwise, in order: corrections, updates, quiet rewrites.
--
-- article_id, version, captured_at   version 1 is the first we saw; the last is the one to read
-- url, host, source_id    of the article
-- title, title_before     what stood there, and what stood there one version before
-- has_new_title, has_new_text   1 where that changed; NULL for version 1
-- word_count, words_more  of the text, and how many more than one version before
-- published_at, modified_at, byline   as the page said at that capture
CREATE VIEW article_history AS
WITH versions AS (
  SELECT
    article_id,
    version,
    captured_at,
    title,
    byline,
    published_at,
    modified_at,
    word_count,
    text_sha256,
    LAG(title) OVER (PARTITION BY article_id ORDER BY version) AS title_before,
    LAG(word_count) OVER (PARTITION BY article_id ORDER BY version) AS word_count_before,
    LAG(text_sha256) OVER (PARTITION BY article_id ORDER BY version) AS text_sha256_before
  FROM article_versions
)

SELECT
  v.article_id,
  v.version,
  v.captured_at,
  a.url,
  a.host,
  a.source_id,
  v.title,
  v.title_before,
  v.word_count,
  v.published_at,
  v.modified_at,
  v.byline,
  CASE WHEN v.version > 1 THEN CASE WHEN v.title = v.title_before THEN 0 ELSE 1 END END AS has_new_title,
  CASE WHEN v.version > 1 THEN CASE WHEN v.text_sha256 = v.text_sha256_before THEN 0 ELSE 1 END END AS has_new_text,
  v.word_count - v.word_count_before AS words_more
FROM versions AS v
INNER JOIN articles AS a ON v.article_id = a.article_id
