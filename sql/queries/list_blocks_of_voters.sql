-- Used by: pipeline.steps.votes
-- The blocks whose votes may have changed: those of the articles that changed, or whose unit did.
SELECT
  b.fingerprint,
  b.prefix_fingerprint,
  b.host,
  LENGTH(b.text) AS characters
FROM vote_articles AS t
INNER JOIN article_blocks AS b ON t.article_id = b.article_id
WHERE b.page_label IN ('body', 'headline', 'other_story')
