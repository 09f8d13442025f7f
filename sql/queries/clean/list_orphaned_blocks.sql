-- Used by: pipeline.steps.clean.block_votes
-- takes: hosts(host)
-- Learned blocks of these hosts that no article carries as text any more, as after a new extraction or under new rules
-- of pages.
SELECT k.fingerprint
FROM given_hosts AS h
INNER JOIN boilerplate_blocks AS k ON h.host = k.host
WHERE
  k.status = 'learned'
  AND NOT EXISTS (
    SELECT 1
    FROM article_blocks AS b
    WHERE b.fingerprint = k.fingerprint AND b.host = k.host AND b.page_label IN ('body', 'headline')
  )
  AND NOT EXISTS (
    SELECT 1 FROM article_blocks AS b WHERE b.prefix_fingerprint = k.fingerprint AND b.host = k.host
  )
