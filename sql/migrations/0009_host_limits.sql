-- When each host may be asked again, for machines that share a warehouse on a server and no home folder.
CREATE TABLE host_limits (
  host text PRIMARY KEY,                    -- with its port
  next_at timestamptz NOT NULL,             -- nobody's turn before
  left_alone_until timestamptz NOT NULL     -- the host asked for it
);
