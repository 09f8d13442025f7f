-- Used by: pipeline.review.search
-- takes: stories(story_id)
SELECT
  s.story_id,
  s.title,
  s.canonical_article_id,
  s.article_count,
  s.host_count,
  s.independent_origin_count
FROM given_stories AS g
INNER JOIN stories AS s ON g.story_id = s.story_id
