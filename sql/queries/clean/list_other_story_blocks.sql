-- Used by: pipeline.steps.clean.apply_votes
-- takes: articles(article_id)
-- Blocks labelled as another story's, wherever they stand, that these articles carry as text or headline.
SELECT DISTINCT
  b.capture_id,
  b.position,
  b.article_id,
  b.fingerprint,
  b.other_article_id
FROM given_articles AS t
INNER JOIN article_blocks AS o ON t.article_id = o.article_id
INNER JOIN article_blocks AS b ON o.fingerprint = b.fingerprint AND b.label = 'other_story'
WHERE o.page_rule <> 'extractor'
