-- Used by: the views and checks that measure time between two moments; SQLite has this function of its own.
-- Returns days since noon of 24 November 4714 BC, so that (julianday(b) - julianday(a)) * 86400 is seconds.
CREATE OR REPLACE FUNCTION julianday(moment timestamptz) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT EXTRACT(EPOCH FROM moment)::double precision / 86400 + 2440587.5 $$;
