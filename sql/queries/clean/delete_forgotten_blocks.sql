-- Used by: pipeline.steps.clean.recurring_blocks
DELETE FROM boilerplate_blocks
WHERE status = 'learned' AND host = :host AND fingerprint = :fingerprint
