-- One row a story: its canonical article, and how many independent sources report it. Start here.
--
-- story_id                  stable; a story that was merged leaves a row in story_redirects
-- first_at, last_at         time of the earliest and of the latest member
-- title                     of the story
-- article_count             members, the canonical article included
-- host_count                hosts among the members
-- independent_origin_count  independent sources: five copies of one wire report count as one
-- origin                    who first wrote it, an agency or a host, where known
-- article_id, canonical_reason   the member that represents the story, and the rule that chose it
-- url, host, source_id, language, byline, wire_agency, published_at, word_count, text   of that member
CREATE VIEW canonical_stories AS
SELECT
  s.story_id,
  s.first_at,
  s.last_at,
  s.title,
  s.article_count,
  s.host_count,
  s.independent_origin_count,
  s.origin,
  s.canonical_article_id AS article_id,
  s.canonical_reason,
  a.url,
  a.host,
  a.source_id,
  v.language,
  v.byline,
  v.wire_agency,
  v.published_at,
  v.word_count,
  v.text
FROM stories AS s
INNER JOIN articles AS a ON s.canonical_article_id = a.article_id
LEFT JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
