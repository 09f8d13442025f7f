-- How each host answered in each run that fetched pages: who is slow, who refuses, who forbids.
--
-- run_id, host           a run, and a host that it asked for pages
-- fetched_at             when the run was done with it
-- pages                  pages that were due, and how they ended:
-- answered, refused_by_robots, failed   with a page; by robots.txt; in any other way
-- share_answered         answered / pages
-- bytes                  of the bodies that came
-- seconds_median, seconds_90   from request to whole body, half and nine tenths of the answers, without our pauses
CREATE VIEW fetching_by_host AS
SELECT
  run_id,
  host,
  MAX(fetched_at) AS fetched_at,
  SUM(pages) AS pages,
  SUM(CASE WHEN outcome = 'ok' THEN pages ELSE 0 END) AS answered,
  SUM(CASE WHEN outcome = 'robots' THEN pages ELSE 0 END) AS refused_by_robots,
  SUM(CASE WHEN outcome IN ('ok', 'robots') THEN 0 ELSE pages END) AS failed,
  SUM(CASE WHEN outcome = 'ok' THEN pages ELSE 0 END) * 1.0 / SUM(pages) AS share_answered,
  SUM(bytes) AS bytes,
  MAX(CASE WHEN outcome = 'ok' THEN seconds_median END) AS seconds_median,
  MAX(CASE WHEN outcome = 'ok' THEN seconds_90 END) AS seconds_90
FROM host_fetches
GROUP BY run_id, host
