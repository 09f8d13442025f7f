-- Used by: pipeline.steps.clean.block_votes
DELETE FROM boilerplate_blocks
WHERE status = 'learned' AND host = :host AND fingerprint = :fingerprint
