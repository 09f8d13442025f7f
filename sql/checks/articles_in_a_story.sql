-- Used by: pipeline.steps.check.step
-- Every article whose latest version is cleaned and has text is in a story that exists. (It cannot be in two: members
-- are keyed by article.)
SELECT
  v.article_id,
  m.story_id
FROM article_versions AS v
LEFT JOIN story_members AS m ON v.article_id = m.article_id
LEFT JOIN stories AS s ON m.story_id = s.story_id
WHERE v.is_latest = 1 AND v.cleaned_scheme IS NOT NULL AND v.text <> '' AND s.story_id IS NULL
ORDER BY v.article_id
