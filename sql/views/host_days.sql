-- What each host published on each day, and how much of it is its own.
--
-- host, day              day of publication, UTC, as YYYY-MM-DD; of first sight where a page gives no date
-- articles               pages
-- words                  in their texts
-- canonical              articles that represent their story
-- shared                 articles in a story that another host published, too
-- credited               articles that credit an agency
CREATE VIEW host_days AS
SELECT
  a.host,
  DATE(a.article_at) AS day,
  COUNT(*) AS articles,
  SUM(v.word_count) AS words,
  SUM(CASE WHEN m.relation = 'canonical' THEN 1 ELSE 0 END) AS canonical,
  SUM(CASE WHEN s.host_count > 1 THEN 1 ELSE 0 END) AS shared,
  COUNT(v.wire_agency) AS credited
FROM articles AS a
INNER JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
LEFT JOIN story_members AS m ON a.article_id = m.article_id
LEFT JOIN stories AS s ON m.story_id = s.story_id
GROUP BY a.host, DATE(a.article_at)
