-- Used by: pipeline.steps.clean.apply_votes
-- takes: blocks(fingerprint)
-- Articles whose own text or headline these blocks are.
SELECT
  b.fingerprint,
  b.article_id,
  a.article_at
FROM given_blocks AS t
INNER JOIN article_blocks AS b ON t.fingerprint = b.fingerprint
INNER JOIN article_versions AS v ON b.capture_id = v.capture_id AND v.is_latest = 1
INNER JOIN articles AS a ON b.article_id = a.article_id
WHERE b.label IN ('body', 'headline') AND LENGTH(b.text) >= :min_characters
