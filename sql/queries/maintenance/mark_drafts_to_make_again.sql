-- Used by: pipeline.maintenance.reprocess
UPDATE article_versions
SET page_scheme = NULL
WHERE
  article_id IN (
    SELECT v.article_id
    FROM article_versions AS v
    WHERE v.captured_at >= :start_at AND v.captured_at < :end_at
  )
