-- Used by: pipeline.web.events
-- Pairs of stories that may be one event, are in different ones, and that nobody judged; the likeliest first.
SELECT
  p.left_id,
  p.right_id,
  p.score,
  l.title AS left_title,
  r.title AS right_title,
  l.first_at AS left_at,
  r.first_at AS right_at,
  l.first_is_exact AS left_is_exact,
  r.first_is_exact AS right_is_exact,
  l.canonical_article_id AS left_article_id,
  r.canonical_article_id AS right_article_id
FROM event_pairs AS p
INNER JOIN stories AS l ON p.left_id = l.story_id
INNER JOIN stories AS r ON p.right_id = r.story_id
INNER JOIN event_members AS m ON p.left_id = m.story_id
INNER JOIN event_members AS n ON p.right_id = n.story_id
WHERE
  p.score >= :lowest
  AND p.score < :highest
  AND m.event_id <> n.event_id
  AND l.first_at >= :start_at
  AND l.first_at < :end_at
  AND NOT EXISTS (
    SELECT 1
    FROM event_judgements AS j
    WHERE
      (j.left_id = l.canonical_article_id AND j.right_id = r.canonical_article_id)
      OR (j.left_id = r.canonical_article_id AND j.right_id = l.canonical_article_id)
  )
ORDER BY p.score DESC, p.left_id, p.right_id
LIMIT 20
