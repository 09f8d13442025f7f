-- Roles for a PostgreSQL warehouse. Run as a superuser on the warehouse's database, once `newsfold init` has made the
-- schema; running it again does no harm:
--
--   psql --set ON_ERROR_STOP=1 --single-transaction --file sql/roles.sql postgresql://postgres@HOST/DATABASE
--
-- newsfold_owner    owns the schema: migrates, prunes, adds and edits sources, corrects judgements
-- newsfold_ingest   runs the pipeline: adds captures and derives everything from them; cannot delete a capture, a
--                   judgement or a run, edit sources, truncate, drop, or make tables
-- newsfold_analyst  asks; cannot write, whatever transaction it opens
--
-- None can log in yet. Give the first two a password (ALTER ROLE newsfold_owner LOGIN PASSWORD '...'), so that what a
-- migration makes belongs to the owner itself; give the third to people
-- (CREATE ROLE ada LOGIN PASSWORD '...' IN ROLE newsfold_analyst).
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['newsfold_owner', 'newsfold_ingest', 'newsfold_analyst'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    END IF;
  END LOOP;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM public', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO newsfold_owner, newsfold_ingest, newsfold_analyst', current_database());
  -- Batches travel in temporary tables.
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO newsfold_owner, newsfold_ingest', current_database());
  -- A day is a day in UTC, in every session.
  EXECUTE format('ALTER DATABASE %I SET timezone = ''UTC''', current_database());
END
$$;

-- Everything made so far belongs to the owner.
ALTER SCHEMA public OWNER TO newsfold_owner;

DO $$
DECLARE
  thing record;
BEGIN
  FOR thing IN
    SELECT c.relname
    FROM pg_class AS c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
  LOOP
    EXECUTE format('ALTER TABLE public.%I OWNER TO newsfold_owner', thing.relname);
  END LOOP;
END
$$;

ALTER FUNCTION public.julianday(timestamptz) OWNER TO newsfold_owner;

REVOKE ALL ON SCHEMA public FROM public;
GRANT USAGE ON SCHEMA public TO newsfold_ingest, newsfold_analyst;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM public, newsfold_ingest, newsfold_analyst;

-- The pipeline derives rows and replaces them.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO newsfold_ingest;

-- What came from outside or from a person stays. A capture may learn that its bytes were seen earlier elsewhere, and a
-- source when it was polled, and where it went.
REVOKE DELETE ON captures, judgements, sources, feed_entries, runs, check_results FROM newsfold_ingest;
REVOKE UPDATE ON judgements FROM newsfold_ingest;
REVOKE INSERT, UPDATE ON sources FROM newsfold_ingest;
GRANT UPDATE (etag, last_modified, body_sha256, whole_at, marks_proved, polled_at, poll_outcome, due_at, moved_to)
ON sources TO newsfold_ingest;
REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM newsfold_ingest;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO newsfold_analyst;

-- What the owner's later migrations make.
ALTER DEFAULT PRIVILEGES FOR ROLE newsfold_owner IN SCHEMA public
GRANT SELECT ON TABLES TO newsfold_analyst;
ALTER DEFAULT PRIVILEGES FOR ROLE newsfold_owner IN SCHEMA public
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO newsfold_ingest;
