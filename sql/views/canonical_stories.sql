-- One row a story: its canonical article, and how many independent sources report it. Start here.
--
-- story_id                  stable; a story that was merged leaves a row in story_redirects
-- first_at, last_at         time of the earliest and of the latest member, by what their pages say
-- first_is_exact            1 where the hour of the first is known; first_at is its day's midnight, or later, otherwise
-- spread_seconds            from the first to the last; NULL where the hour of one member is not known
-- title                     of the story
-- article_count             members, the canonical article included
-- host_count                hosts among the members
-- independent_origin_count  origins of its copies: five of one wire report are one, so a story of one text has one;
--                           how many report a happening in words of their own is in canonical_events
-- origin                    who first wrote it, an agency or a host, where known
-- unlike_titles             members whose titles have few words in common with that of the story
-- article_id, canonical_reason   the member that represents the story, and the rule that chose it
-- url, host, source_id, language, byline, wire_agency, published_at, published_precision, published_source,
-- word_count, text          of that member
-- page_kind                 of that member: article, brief (a sentence or two of its own), video, live_blog, …
CREATE VIEW canonical_stories AS
SELECT
  s.story_id,
  s.first_at,
  s.last_at,
  s.first_is_exact,
  s.spread_seconds,
  s.title,
  s.article_count,
  s.host_count,
  s.independent_origin_count,
  s.origin,
  s.unlike_titles,
  s.canonical_article_id AS article_id,
  s.canonical_reason,
  a.url,
  a.host,
  a.source_id,
  v.language,
  v.byline,
  v.wire_agency,
  v.published_at,
  v.published_precision,
  v.published_source,
  v.word_count,
  v.text,
  v.page_kind
FROM stories AS s
INNER JOIN articles AS a ON s.canonical_article_id = a.article_id
LEFT JOIN article_versions AS v ON a.article_id = v.article_id AND v.is_latest = 1
