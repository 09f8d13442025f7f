-- Used by: demo.summary, pipeline.cli.status
SELECT
  (SELECT count(*) FROM sources) AS sources,
  (SELECT count(*) FROM feed_entries) AS feed_entries,
  (SELECT count(*) FROM captures) AS captures,
  (SELECT count(*) FROM captures WHERE pruned_at IS NOT NULL) AS pruned,
  (SELECT count(*) FROM article_versions) AS versions,
  (SELECT count(*) FROM rejections) AS rejections,
  (SELECT count(*) FROM articles) AS articles,
  (
    SELECT count(*) FROM article_versions
    WHERE is_latest = 1 AND cleaned_scheme IS NOT NULL AND text = ''
  ) AS without_own_text,
  (SELECT count(*) FROM stories) AS stories,
  (SELECT count(*) FROM stories WHERE article_count > 1) AS stories_of_several,
  (
    SELECT count(*) FROM boilerplate_blocks
    WHERE status = 'confirmed' OR (status = 'learned' AND kind NOT IN ('below_threshold', 'list_only'))
  ) AS boilerplate,
  (SELECT count(*) FROM judgements) AS judgements,
  (SELECT count(*) FROM pending_work) AS pending
