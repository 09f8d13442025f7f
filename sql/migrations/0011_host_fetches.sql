-- How the hosts of a run answered: one row for each named outcome.
CREATE TABLE host_fetches (
  run_id text NOT NULL,
  host text NOT NULL,
  outcome text NOT NULL,                    -- ok, http_404, robots, deadline, ...
  fetched_at timestamptz NOT NULL,          -- when the run was done with the host
  pages integer NOT NULL,
  bytes bigint NOT NULL,                    -- of the bodies that came
  seconds_median double precision,          -- from request to whole body, without our pauses; NULL where none came
  seconds_90 double precision,              -- within which nine of ten came
  PRIMARY KEY (run_id, host, outcome)
);
-- Used by: delete_old_host_fetches.
CREATE INDEX host_fetches_by_time ON host_fetches (fetched_at);
