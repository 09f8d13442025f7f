-- Used by: pipeline.evaluation.events, pipeline.review.events, pipeline.steps.link.index
-- takes: stories(story_id)
-- The clean text by which a story is compared with others, and when its members say that they were published.
SELECT
  s.story_id,
  s.first_at,
  v.title,
  v.language,
  COALESCE(v.folding_text, v.text) AS body,
  (
    SELECT MIN(w.published_at)
    FROM story_members AS m
    INNER JOIN article_versions AS w ON m.article_id = w.article_id AND w.is_latest = 1
    WHERE m.story_id = s.story_id
  ) AS published_at
FROM given_stories AS g
INNER JOIN stories AS s ON g.story_id = s.story_id
INNER JOIN article_versions AS v ON s.canonical_article_id = v.article_id AND v.is_latest = 1
ORDER BY s.story_id
