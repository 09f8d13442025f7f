-- One row an article of a story, in the order they appeared.
--
-- story_id, article_id
-- place                  1 for the earliest article of the story
-- article_at             when it was published, or first seen where that is unknown
-- seconds_after_first    since the earliest article of the story
-- host, source_id, url, title, wire_agency   of the article's latest version
-- relation               to matched_article_id, whose pair is the evidence; 'canonical' for the canonical article
-- jaccard, containment   as measured on that pair
CREATE VIEW story_timeline AS
SELECT
  m.story_id,
  m.article_id,
  a.article_at,
  a.host,
  a.source_id,
  a.url,
  v.title,
  v.wire_agency,
  m.relation,
  m.matched_article_id,
  m.jaccard,
  m.containment,
  ROW_NUMBER() OVER (PARTITION BY m.story_id ORDER BY a.article_at, a.url_key) AS place,
  CAST(
    ROUND((JULIANDAY(a.article_at) - JULIANDAY(MIN(a.article_at) OVER (PARTITION BY m.story_id))) * 86400) AS bigint
  ) AS seconds_after_first
FROM story_members AS m
INNER JOIN articles AS a ON m.article_id = a.article_id
LEFT JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
