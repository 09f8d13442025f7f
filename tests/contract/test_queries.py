"""Every query of the pipeline is understood by both databases, and takes the lists that it says it takes."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from pipeline.adapters.sql_files import SqlFiles, sql_folder
from pipeline.adapters.sql_schema import GIVEN, list_types

FOLDER = sql_folder() / "queries"
NAMES = sorted({str(file.relative_to(FOLDER)).partition(".")[0] for file in FOLDER.rglob("*.sql")})


def test_every_query_is_understood(warehouse, database_kind):
    faults = {}
    files = SqlFiles(database_kind)
    database = warehouse._database
    for name in NAMES:
        query = files.query(name)
        values = dict.fromkeys(text(query.statement)._bindparams)
        with database.engine.connect() as connection:
            tables = database.tables(connection)
            for given, columns in query.takes.items():
                database.fill(connection, f"{GIVEN}{given}", list_types(tables, columns), [])
            try:
                connection.execute(text(f"EXPLAIN {query.statement}"), values)
            except Exception as error:  # noqa: BLE001 - each driver has its own
                faults[name] = str(error.orig)
            connection.rollback()
    assert faults == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_query_reads_every_list_that_it_takes_and_no_other(name, database_kind):
    query = SqlFiles(database_kind).query(name)
    assert set(re.findall(r"\bgiven_(\w+)", query.statement)) == set(query.takes)
