-- Used by: pipeline.matching.pairs
-- What is compared of each article: its latest version, by page rules alone or cleaned.
SELECT
  b.article_id,
  CASE
    WHEN :corpus = 'draft' THEN COALESCE(v.draft_text, v.text)
    ELSE COALESCE(v.folding_text, v.text)
  END AS folding_text
FROM batch_articles AS b
INNER JOIN article_versions AS v ON b.article_id = v.article_id AND v.is_latest = 1
