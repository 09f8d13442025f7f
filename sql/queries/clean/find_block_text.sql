-- Used by: pipeline.steps.clean.decide
-- What a block of a host says, as its first page has it.
SELECT text
FROM article_blocks
WHERE fingerprint = :fingerprint AND host = :host
ORDER BY capture_id ASC, position ASC
LIMIT 1
