-- Used by: pipeline.web.api
-- The articles of a story in the order in which they appeared, after a place in it.
SELECT
  article_id,
  url,
  host,
  title,
  article_at,
  earliest_at,
  latest_at,
  seconds_after_first,
  wire_agency,
  relation,
  matched_article_id,
  jaccard,
  containment,
  place
FROM story_timeline
WHERE story_id = :story_id AND place > :after_place
ORDER BY place
LIMIT :at_most
