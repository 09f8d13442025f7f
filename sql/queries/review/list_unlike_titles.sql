-- Used by: pipeline.review.queue
-- Members of stories whose titles are unlike, each with the article it matched and both titles, of which nobody has
-- said anything; the stories of the window, the largest first.
SELECT
  m.article_id,
  m.matched_article_id,
  v.title,
  c.title AS canonical_title
FROM stories AS s
INNER JOIN story_members AS m ON s.story_id = m.story_id
INNER JOIN article_versions AS v ON m.article_id = v.article_id AND v.is_latest = 1
INNER JOIN article_versions AS c ON s.canonical_article_id = c.article_id AND c.is_latest = 1
WHERE
  s.unlike_titles > 0
  AND s.last_at >= :start_at
  AND s.first_at < :end_at
  AND m.matched_article_id IS NOT NULL
  AND m.relation <> 'judged'
  AND NOT EXISTS (
    SELECT 1
    FROM judgements AS j
    WHERE
      (j.left_id = m.article_id AND j.right_id = m.matched_article_id)
      OR (j.left_id = m.matched_article_id AND j.right_id = m.article_id)
  )
ORDER BY s.article_count DESC, s.story_id ASC, m.article_id ASC
