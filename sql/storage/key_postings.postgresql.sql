-- Used by: every migrate, after the migrations; columns that are as they should be are left alone.
-- Postings do not shrink: trying to costs a second a night.
DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT a.attrelid::regclass AS table_name, a.attname AS column_name
    FROM pg_attribute AS a
    WHERE
      a.attrelid IN ('key_segments'::regclass, 'key_postings'::regclass)
      AND a.attnum > 0
      AND NOT a.attisdropped
      AND a.atttypid = 'bytea'::regtype
      AND a.attstorage <> 'e'
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE EXTERNAL', wanted.table_name, wanted.column_name);
  END LOOP;
END
$$;
