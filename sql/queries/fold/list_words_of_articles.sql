-- Used by: pipeline.steps.fold.article_words
-- takes: articles(article_id)
-- What these articles are found by; those that are in no story are left out.
SELECT
  a.article_id,
  a.host,
  a.article_at,
  v.title,
  v.text
FROM given_articles AS g
INNER JOIN articles AS a ON g.article_id = a.article_id
INNER JOIN story_members AS m ON a.article_id = m.article_id
INNER JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
