-- Used by: pipeline.steps.votes
DELETE FROM boilerplate_blocks
WHERE status = 'learned' AND host = :host AND fingerprint = :fingerprint
