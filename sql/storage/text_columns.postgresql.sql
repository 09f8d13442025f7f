-- Used by: every migrate, after the migrations; columns that are as they should be are left alone.
-- Text sorts by its bytes, as in SQLite and in Python: a tie-break must not depend on the language of the server.
-- Long text is kept with lz4, which loads four times as fast as the default (a server built without it keeps pglz).
DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT a.attrelid::regclass AS table_name, a.attname AS column_name, a.attcollation <> '"C"'::regcollation AS sorts
    FROM pg_attribute AS a
    INNER JOIN pg_class AS c ON a.attrelid = c.oid
    WHERE
      c.relkind IN ('r', 'p')
      AND c.relnamespace = current_schema()::regnamespace
      AND a.attnum > 0
      AND NOT a.attisdropped
      AND a.atttypid = 'text'::regtype
      AND (a.attcollation <> '"C"'::regcollation OR a.attcompression <> 'l')
    ORDER BY a.attrelid, a.attnum
  LOOP
    IF wanted.sorts THEN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE text COLLATE "C"', wanted.table_name, wanted.column_name);
    END IF;
    BEGIN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION lz4', wanted.table_name, wanted.column_name);
    EXCEPTION WHEN feature_not_supported THEN
      NULL;
    END;
  END LOOP;
END
$$;
