-- Used by: pipeline.steps.clean.repeated_pages
-- takes: texts(content_key), rejected(content_key)
-- The latest versions whose draft is one of these texts, where enough articles have it, or one of those rejected
-- before.
SELECT
  v.capture_id,
  v.article_id,
  v.scheme,
  v.title,
  COALESCE(v.draft_text, v.text) AS draft_text,
  a.url,
  a.host,
  a.article_at,
  s.content_key
FROM article_signatures AS s
INNER JOIN articles AS a ON s.article_id = a.article_id
INNER JOIN article_versions AS v ON s.article_id = v.article_id AND v.is_latest = 1
WHERE
  s.corpus = 'draft'
  AND a.host <> ''
  AND s.content_key IN (
    SELECT t.content_key
    FROM given_texts AS t
    INNER JOIN article_signatures AS r ON t.content_key = r.content_key
    WHERE r.corpus = 'draft'
    GROUP BY t.content_key
    HAVING COUNT(*) >= :least
    UNION
    SELECT h.content_key
    FROM given_rejected AS h
  )
ORDER BY a.host, s.content_key, v.capture_id
