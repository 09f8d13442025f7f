-- Used by: pipeline.steps.clean.block_votes
-- takes: articles(article_id)
-- The blocks of these articles whose votes say something: those on several pages or known already, lines that share a
-- band with others, and lines with a prefix. Nine tenths of what a night brings says what no other page says.
SELECT
  b.article_id,
  b.fingerprint,
  b.prefix_fingerprint,
  b.host,
  LENGTH(b.text) AS characters
FROM given_articles AS t
INNER JOIN article_blocks AS b ON t.article_id = b.article_id
WHERE
  b.page_label IN ('body', 'headline', 'other_story')
  AND (
    b.prefix_fingerprint IS NOT NULL
    OR EXISTS (
      SELECT 1
      FROM article_blocks AS o
      WHERE o.fingerprint = b.fingerprint AND o.capture_id <> b.capture_id
    )
    OR b.fingerprint IN (SELECT k.fingerprint FROM boilerplate_blocks AS k)
    OR EXISTS (
      SELECT 1
      FROM line_bands AS l
      INNER JOIN line_bands AS o ON l.host = o.host AND l.band_key = o.band_key
      WHERE l.fingerprint = b.fingerprint AND o.fingerprint <> b.fingerprint
    )
  )
