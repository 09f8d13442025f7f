-- Used by: pipeline.review.queue, pipeline.web.articles
SELECT
  articles.article_id,
  articles.url,
  articles.host,
  articles.source_id,
  articles.first_seen_at,
  articles.article_at,
  articles.earliest_at,
  coalesce(articles.latest_at, articles.first_seen_at) AS latest_at,
  article_versions.version,
  article_versions.page_kind,
  article_versions.title,
  article_versions.byline,
  article_versions.published_at,
  article_versions.published_raw,
  article_versions.published_note,
  article_versions.language,
  article_versions.word_count,
  article_versions.wire_agency,
  article_versions.origin_confidence,
  article_versions.origin_evidence,
  article_versions.cleaned_scheme,
  article_versions.text,
  story_members.story_id
FROM articles
INNER JOIN article_versions ON articles.article_id = article_versions.article_id
LEFT JOIN story_members ON articles.article_id = story_members.article_id
WHERE
  articles.article_id = :article_id
  AND (article_versions.version = :version OR (:version = 0 AND article_versions.is_latest = 1))
