-- How much of what each source brought was folded: one row a source and day.
--
-- source_id, day         day of the article's time, UTC, as YYYY-MM-DD
-- articles               articles in stories
-- stories                stories whose canonical article is among them
-- folded                 articles that are not canonical: copies of something held
-- folded_share           folded / articles, 0 to 1
-- identical, near_duplicate, abridged, revision   folded articles by their relation
CREATE VIEW folding_by_source_day AS
SELECT
  a.source_id,
  DATE(a.article_at) AS day,
  COUNT(*) AS articles,
  COUNT(CASE WHEN m.relation = 'canonical' THEN 1 END) AS stories,
  COUNT(CASE WHEN m.relation <> 'canonical' THEN 1 END) AS folded,
  AVG(CASE WHEN m.relation <> 'canonical' THEN 1.0 ELSE 0.0 END) AS folded_share,
  COUNT(CASE WHEN m.relation = 'identical' THEN 1 END) AS identical,
  COUNT(CASE WHEN m.relation = 'near_duplicate' THEN 1 END) AS near_duplicate,
  COUNT(CASE WHEN m.relation = 'abridged' THEN 1 END) AS abridged,
  COUNT(CASE WHEN m.relation = 'revision' THEN 1 END) AS revision
FROM story_members AS m
INNER JOIN articles AS a ON m.article_id = a.article_id
GROUP BY a.source_id, DATE(a.article_at)
