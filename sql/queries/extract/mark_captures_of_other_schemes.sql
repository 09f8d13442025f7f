-- Used by: pipeline.steps.extract.step
-- What another version of the extraction read waits again; what was pruned since stays as it was read.
UPDATE captures
SET read_scheme = CASE WHEN pruned_at IS NULL THEN '' ELSE :scheme END
WHERE (read_scheme > '' AND read_scheme < :scheme) OR read_scheme > :scheme
