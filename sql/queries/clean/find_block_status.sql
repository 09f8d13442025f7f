-- Used by: pipeline.steps.clean.decide
-- Whether one block is learned, confirmed or vetoed; no row where it is not known.
SELECT status
FROM boilerplate_blocks
WHERE host = :host AND fingerprint = :fingerprint
