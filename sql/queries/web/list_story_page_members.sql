-- Used by: pipeline.web.story
SELECT
  t.article_id,
  t.relation,
  t.matched_article_id,
  t.jaccard,
  t.containment,
  m.reason,
  t.host,
  t.article_at,
  t.earliest_at,
  t.latest_at,
  t.seconds_after_first,
  v.language,
  v.wire_agency,
  v.origin_evidence
FROM story_timeline AS t
INNER JOIN story_members AS m ON t.article_id = m.article_id
LEFT JOIN article_versions AS v ON t.article_id = v.article_id AND v.is_latest = 1
WHERE
  t.story_id = :story_id
  AND (
    t.article_id = :canonical_id
    OR t.article_id = :wanted_id
    OR (t.article_at, t.article_id) > (:after_at, :after_id)
  )
ORDER BY t.article_at, t.article_id
LIMIT :at_most
