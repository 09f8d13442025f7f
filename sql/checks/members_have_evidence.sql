-- Used by: pipeline.steps.check.step
-- No silent fold: a member that is not canonical names another member of its story, and the pair of the two is stored
-- with a relation that folds, or a person judged them the same.
SELECT
  m.article_id,
  m.story_id,
  m.relation,
  m.matched_article_id
FROM story_members AS m
LEFT JOIN story_members AS o ON m.matched_article_id = o.article_id
LEFT JOIN article_pairs AS p
  ON
    p.corpus = 'clean'
    AND p.relation IN ('identical', 'near_duplicate', 'abridged', 'revision')
    AND p.left_id = CASE WHEN m.article_id < m.matched_article_id THEN m.article_id ELSE m.matched_article_id END
    AND p.right_id = CASE WHEN m.article_id < m.matched_article_id THEN m.matched_article_id ELSE m.article_id END
LEFT JOIN judgements AS j
  ON
    j.verdict = 'same'
    AND j.left_id = CASE WHEN m.article_id < m.matched_article_id THEN m.article_id ELSE m.matched_article_id END
    AND j.right_id = CASE WHEN m.article_id < m.matched_article_id THEN m.matched_article_id ELSE m.article_id END
WHERE
  m.relation <> 'canonical'
  AND (
    o.article_id IS NULL
    -- compared here, not joined on: a database may go through all members of a story for each of them
    OR o.story_id <> m.story_id
    OR o.article_id = m.article_id
    OR (p.left_id IS NULL AND j.left_id IS NULL)
  )
ORDER BY m.article_id
