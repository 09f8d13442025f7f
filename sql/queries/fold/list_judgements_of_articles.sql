-- Used by: pipeline.steps.fold.links
-- takes: articles(article_id)
SELECT
  j.left_id,
  j.right_id,
  j.verdict,
  j.judged_by,
  j.judged_at,
  j.note
FROM given_articles AS l
INNER JOIN judgements AS j ON l.article_id = j.left_id
INNER JOIN given_articles AS r ON j.right_id = r.article_id
