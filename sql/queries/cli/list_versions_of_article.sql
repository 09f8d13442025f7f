-- Used by: pipeline.cli.show
SELECT
  article_versions.version,
  article_versions.capture_id,
  article_versions.captured_at,
  article_versions.is_latest,
  article_versions.page_kind,
  article_versions.title,
  article_versions.byline,
  article_versions.published_at,
  article_versions.published_raw,
  article_versions.published_note,
  article_versions.language,
  article_versions.wire_agency,
  article_versions.word_count,
  article_versions.text,
  story_members.story_id
FROM article_versions
LEFT JOIN story_members ON article_versions.article_id = story_members.article_id
WHERE article_versions.article_id = :article_id
ORDER BY article_versions.version
