-- Used by: pipeline.matching.pairs
-- takes: articles(article_id)
-- What is compared of each article: its latest version, by page rules alone or cleaned.
SELECT
  g.article_id,
  CASE
    WHEN :corpus = 'draft' THEN COALESCE(v.draft_text, v.text)
    ELSE COALESCE(v.folding_text, v.text)
  END AS folding_text
FROM given_articles AS g
INNER JOIN article_versions AS v ON g.article_id = v.article_id AND v.is_latest = 1
