-- Who publishes whose reports, and how much later: one row for each origin and each host that copies it.
--
-- origin                 who first wrote the story: an agency, or else the host that is known to have had it first
-- copying_host           a host with articles in stories of that origin; an agency's own host copies nothing of it
-- stories, articles      how many it took
-- timed_stories          those of which both times are known to the hour: the delays are theirs
-- shortest_delay_seconds, average_delay_seconds, longest_delay_seconds   after the story's first article
-- last_at                time of the latest copy
-- Stories of one host are no copies; see story_copies, which has a row for each story.
CREATE VIEW syndication AS
SELECT
  origin,
  copying_host,
  COUNT(*) AS stories,
  SUM(articles) AS articles,
  COUNT(delay_seconds) AS timed_stories,
  MIN(delay_seconds) AS shortest_delay_seconds,
  CAST(AVG(delay_seconds) AS bigint) AS average_delay_seconds,
  MAX(delay_seconds) AS longest_delay_seconds,
  MAX(article_at) AS last_at
FROM story_copies
GROUP BY origin, copying_host
