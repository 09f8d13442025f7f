-- One row a story and a host that published it.
--
-- story_id, host
-- articles                how many it has there
-- article_at              of its earliest article there
-- earliest_at, latest_at  it appeared there between these; earliest_at is NULL where one of them gives no date
-- is_canonical            1 where the story's canonical article is its own
-- wire_agency             the agency it credits, one of them where its articles credit several
CREATE VIEW story_hosts AS
SELECT
  m.story_id,
  a.host,
  COUNT(*) AS articles,
  MIN(a.article_at) AS article_at,
  CASE WHEN COUNT(a.earliest_at) = COUNT(*) THEN MIN(a.earliest_at) END AS earliest_at,
  MIN(COALESCE(a.latest_at, a.first_seen_at)) AS latest_at,
  MAX(CASE WHEN m.relation = 'canonical' THEN 1 ELSE 0 END) AS is_canonical,
  MIN(v.wire_agency) AS wire_agency
FROM story_members AS m
INNER JOIN articles AS a ON m.article_id = a.article_id
LEFT JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
GROUP BY m.story_id, a.host
