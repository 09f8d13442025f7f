-- Used by: pipeline.steps.clean.decide
-- A person's decision on one block, or its end.
UPDATE boilerplate_blocks
SET
  status = :status,
  decided_by = :decided_by,
  decided_at = :decided_at
WHERE host = :host AND fingerprint = :fingerprint
