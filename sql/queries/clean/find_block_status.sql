-- Used by: pipeline.steps.clean.decide
-- Whether one block is learned, confirmed or vetoed, and by which rule; no row where it is not known.
SELECT
  status,
  rule
FROM boilerplate_blocks
WHERE host = :host AND fingerprint = :fingerprint
