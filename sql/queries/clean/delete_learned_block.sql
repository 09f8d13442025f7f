-- Used by: pipeline.steps.clean.decide, pipeline.steps.clean.recurring_blocks
-- One block that no longer recurs; what a person decided about stays.
DELETE FROM boilerplate_blocks
WHERE status = 'learned' AND host = :host AND fingerprint = :fingerprint
