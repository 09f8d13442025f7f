"""Comments on tables and columns, read from migrations as a database runs them."""

from __future__ import annotations

import pytest

from pipeline.adapters.schema_comments import describe_all
from pipeline.adapters.sql_files import SqlFiles

FIRST = """-- About the file.

-- Who writes. A second sentence.
CREATE TABLE writers (
  name text PRIMARY KEY,                    -- as it is signed
  -- how many,
  -- all told
  works integer NOT NULL CHECK (works > 0),
  born date,
  CHECK (works < 9)
);
-- Used by: find_writer.
CREATE INDEX writers_by_name ON writers (name);
CREATE TABLE gone (
  name text
);
"""
SECOND = """-- as people say it
ALTER TABLE writers RENAME COLUMN name TO byline;
ALTER TABLE writers DROP COLUMN born;
-- where they live
ALTER TABLE writers ADD COLUMN town text;
ALTER TABLE writers RENAME TO authors;
DROP TABLE gone;
"""


@pytest.fixture
def described(tmp_path):
    for name, text in {
        "migrations/0001_first.sql": FIRST,
        "migrations/0002_second.sql": SECOND,
        "views/busy.sql": "-- Who writes much.\n--\n-- name   of them\nCREATE VIEW busy AS\nSELECT 1 AS name\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return describe_all(SqlFiles("sqlite", tmp_path))


def test_a_table_is_what_all_migrations_leave(described):
    (table,) = [each for each in described if not each.is_view]
    assert (table.name, table.summary) == ("authors", "Who writes.")
    assert table.columns == {
        "byline": "as people say it",
        "works": "how many, all told",
        "town": "where they live",
    }


def test_a_view_keeps_the_lines_of_its_comment(described):
    assert described[0].name == "busy"
    assert described[0].comment == "Who writes much.\n\nname   of them"
