-- What each source brought on each day, and what it usually brings: a low share_of_usual is a gap.
--
-- source_id, day         day of capture, UTC, as YYYY-MM-DD; from the source's first day on, every day on which any
--                        source brought something, so that a silent source shows as a row of zero
-- captures               pages fetched, and how they ended:
-- articles, rejected, waiting   versions, rejections, and captures whose parser is to be tried again
-- usual_captures         mean of its seven days before; NULL on the first
-- share_of_usual         captures / usual_captures; NULL where that is unknown or zero
-- last_poll_at, last_poll_outcome   of the source, whatever the day
CREATE VIEW ingest_health AS
WITH brought AS (
  SELECT
    c.source_id,
    DATE(c.fetched_at) AS day,
    COUNT(*) AS captures,
    COUNT(v.capture_id) AS articles,
    COUNT(r.capture_id) AS rejected,
    COUNT(t.capture_id) AS waiting
  FROM captures AS c
  LEFT JOIN article_versions AS v ON c.capture_id = v.capture_id
  LEFT JOIN rejections AS r ON c.capture_id = r.capture_id
  LEFT JOIN extract_retries AS t ON c.capture_id = t.capture_id
  GROUP BY c.source_id, DATE(c.fetched_at)
),

first_days AS (
  SELECT
    source_id,
    MIN(day) AS first_day
  FROM brought
  GROUP BY source_id
),

days AS (
  SELECT DISTINCT day FROM brought
),

calendar AS (
  SELECT
    f.source_id,
    d.day,
    COALESCE(b.captures, 0) AS captures,
    COALESCE(b.articles, 0) AS articles,
    COALESCE(b.rejected, 0) AS rejected,
    COALESCE(b.waiting, 0) AS waiting
  FROM first_days AS f
  INNER JOIN days AS d ON f.first_day <= d.day
  LEFT JOIN brought AS b ON f.source_id = b.source_id AND d.day = b.day
),

compared AS (
  SELECT
    source_id,
    day,
    captures,
    articles,
    rejected,
    waiting,
    AVG(captures * 1.0) OVER (
      PARTITION BY source_id
      ORDER BY day
      ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING
    ) AS usual_captures
  FROM calendar
)

SELECT
  c.source_id,
  c.day,
  c.captures,
  c.articles,
  c.rejected,
  c.waiting,
  c.usual_captures,
  c.captures / NULLIF(c.usual_captures, 0) AS share_of_usual,
  s.polled_at AS last_poll_at,
  s.poll_outcome AS last_poll_outcome
FROM compared AS c
INNER JOIN sources AS s ON c.source_id = s.source_id
