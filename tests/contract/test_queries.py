"""Every query of the pipeline is understood by both databases."""

from __future__ import annotations

import re

from sqlalchemy import text

from pipeline.adapters.sql_files import SqlFiles, sql_folder

# A staged table exists only beside the step that fills it; the steps' own tests run those queries.
STAGED = re.compile(r"no such table: |relation \"\w+\" does not exist")


def test_every_query_is_understood(warehouse, database_kind):
    faults = {}
    files = SqlFiles(database_kind)
    folder = sql_folder() / "queries"
    for name in sorted({str(file.relative_to(folder)).partition(".")[0] for file in folder.rglob("*.sql")}):
        statement = text(files.query(name).statement)
        values = dict.fromkeys(statement._bindparams)
        with warehouse._database.engine.connect() as connection:
            try:
                connection.execute(text(f"EXPLAIN {statement.text}"), values)
            except Exception as error:  # noqa: BLE001 - each driver has its own
                if not STAGED.search(str(error.orig)):
                    faults[name] = str(error.orig)
    assert faults == {}
