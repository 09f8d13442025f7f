-- Used by: pipeline.steps.clean.decide
-- What is said of one block: learned, confirmed or vetoed; no row where it is not known.
SELECT status
FROM boilerplate_blocks
WHERE host = :host AND fingerprint = :fingerprint
