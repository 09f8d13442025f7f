-- Used by: pipeline.web.stories
-- A time begins with its day in either database: text in SQLite, and PostgreSQL sessions keep UTC.
SELECT
  substr(cast(first_at AS text), 1, 10) AS day,
  count(*) AS stories,
  sum(CASE WHEN article_count > 1 THEN 1 ELSE 0 END) AS stories_of_several
FROM stories
WHERE first_at >= :start_at AND first_at < :end_at
GROUP BY substr(cast(first_at AS text), 1, 10)
ORDER BY substr(cast(first_at AS text), 1, 10)
