"""A person's question reads and does nothing else, ends in time, and can be interrupted, on each database."""

from __future__ import annotations

import _thread
import threading
import time

import pytest

from pipeline.adapters import sql_questions
from pipeline.adapters import warehouse as module
from pipeline.adapters.sql_questions import QuestionBounds
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.errors import QuestionError, WarehouseError
from tests.contract.morning import MORNING
from tests.made_rows import insert

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
MANY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i, 'xxxxxxxxxx' FROM n"


def bounds(monkeypatch, **changes):
    monkeypatch.setattr(module, "ASKED", QuestionBounds(**changes))


def test_a_question_that_takes_long_is_ended(warehouse, monkeypatch):
    bounds(monkeypatch, seconds=0.5)
    began = time.monotonic()
    with pytest.raises(QuestionError, match=r"0\.5 seconds"):
        warehouse.ask(ENDLESS)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("bound", [{"most_rows": 100}, {"most_bytes": 1_000}])
def test_an_answer_that_is_too_large_is_refused_before_it_is_held(warehouse, monkeypatch, bound):
    bounds(monkeypatch, **bound)
    with pytest.raises(QuestionError, match="add a LIMIT, or export the table"):
        warehouse.ask(MANY)
    with warehouse.exporting() as ask:
        assert sum(1 for _ in ask(MANY)[1]) == 5_000


def test_what_is_exported_is_asked_at_one_moment_also_when_it_is_left_early(warehouse):
    with warehouse.exporting() as ask:
        names, rows = ask("SELECT source_id, added_at FROM sources")
        assert (names, list(rows)) == (["source_id", "added_at"], [])
        insert(warehouse, {"sources": MORNING["sources"]})
        assert list(ask("SELECT source_id FROM sources")[1]) == []
        next(ask(MANY)[1])
    assert len(warehouse.ask("SELECT source_id FROM sources")[1]) == len(MORNING["sources"])
    with warehouse.exporting() as ask, pytest.raises(WarehouseError, match="begin with SELECT"):
        ask("DELETE FROM sources")


def test_the_columns_of_a_table_can_be_asked_for_as_sqlite_s_users_do(warehouse_url, warehouse):
    if not warehouse_url.startswith("sqlite"):
        with pytest.raises(QuestionError, match="newsfold tables NAME"):
            warehouse.ask("PRAGMA table_info(stories)")
        return
    names, rows = warehouse.ask("PRAGMA table_info(stories);")
    assert "story_id" in [row[names.index("name")] for row in rows]
    for refused in (
        "PRAGMA query_only = OFF",
        "PRAGMA journal_mode",
        "PRAGMA table_info(stories); PRAGMA user_version",
    ):
        with pytest.raises(QuestionError):
            warehouse.ask(refused)


def test_ctrl_c_ends_a_question(warehouse):
    threading.Timer(1.0, _thread.interrupt_main).start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        warehouse.ask(ENDLESS)
    assert time.monotonic() - began < 20
    assert warehouse.ask("SELECT 1 AS one")[1] == [(1,)]


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_ls_dir('/')",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
        "SELECT set_config('role', 'none', true), pg_read_file('/etc/passwd')",
        "SELECT SET_CONFIG('role', 'none', true)",
        "SELECT query_to_xml('SELECT set_' || 'config(''role'', ''none'', true)', true, true, '')",
        "SELECT U&\"set\\005fconfig\"('role', 'none', true)",
        "SELECT lo_import('/etc/passwd')",
        "SELECT pg_reload_conf()",
        "WITH gone AS (DELETE FROM runs RETURNING 1) SELECT * FROM gone",
    ],
)
def test_a_superuser_asks_as_an_analyst_who_may_read_and_nothing_else(
    postgresql, postgresql_template, statement
):
    """Also for the account that the tests' cluster begins with, which may do everything."""
    name = postgresql.create(postgresql_template)
    opened = SqlWarehouse(postgresql.url(name))
    try:
        with pytest.raises(WarehouseError, match=r"permission denied|may not be called|read-only|must be"):
            opened.ask(statement)
        assert opened.ask("SELECT current_user")[1] == [(sql_questions.ANALYST,)]
        assert opened.ask("SELECT COUNT(*) FROM canonical_stories")[1] == [(0,)]
    finally:
        opened.close()
        postgresql.drop(name)


@pytest.mark.postgresql
def test_who_may_not_take_the_role_asks_in_a_read_only_transaction_and_is_told(
    postgresql, postgresql_template, caplog
):
    name = postgresql.create(postgresql_template)
    postgresql.execute("DROP ROLE IF EXISTS keeper")
    postgresql.execute("CREATE ROLE keeper LOGIN")
    postgresql.execute(
        "GRANT ALL ON SCHEMA public TO keeper; GRANT ALL ON ALL TABLES IN SCHEMA public TO keeper", name
    )
    opened = SqlWarehouse(postgresql.url(name, "keeper"))
    try:
        assert opened.ask("SELECT current_user, COUNT(*) FROM stories")[1] == [("keeper", 0)]
        assert "cannot ask as newsfold_analyst" in caplog.text
        with pytest.raises(WarehouseError, match="read-only"):
            opened.ask("WITH gone AS (DELETE FROM runs RETURNING 1) SELECT * FROM gone")
    finally:
        opened.close()
        postgresql.drop(name)
        postgresql.execute("DROP ROLE keeper")
