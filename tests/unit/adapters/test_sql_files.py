"""The folder of SQL files, as each database sees it."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from pipeline.adapters.sql_files import SqlFiles, first_word, sql_folder, statements
from pipeline.errors import WarehouseError

ROOT = sql_folder().parent
QUERIES = sorted((sql_folder() / "queries").rglob("*.sql"))

RENAMED = {
    "list_articles_of_keys": "list_signatures_of_keys",
    "list_blocks_to_clean": "list_blocks_to_redraft",
    "list_foreign_blocks": "list_other_story_blocks",
    "list_lines_beside": "list_lines_to_recount",
    "list_members": "list_stories_by_address",
    "list_quarantined": "list_rejected_pages",
    "list_segments_of_period": "list_segments",
    "list_stories_page_by_size": "list_stories_page",
}
"""What queries are called now that an applied migration names: its text stays as it is."""


def name_of(path):
    """Return the name by which a query is called, and the database that its file is for, if it is for one."""
    name, _, only = path.stem.partition(".")
    return f"{path.parent.name}/{name}", only


@pytest.fixture
def folder(tmp_path):
    for kind in ("migrations", "queries", "views", "checks", "storage"):
        (tmp_path / kind).mkdir()
    return tmp_path


def write(folder, kind, name, text="SELECT 1 AS one\n"):
    (folder / kind / name).write_text(text)


def files(folder, dialect="sqlite"):
    return SqlFiles(dialect, folder)


def test_a_query_is_named_after_its_file(folder):
    write(folder, "queries", "list_things.sql", "-- Used by: a test\nSELECT 1 AS one -- one\n")
    query = files(folder).query("list_things")
    assert query.statement == "SELECT 1 AS one"
    assert query.reads_only


def test_a_file_for_one_database_takes_the_place_of_the_common_one_there(folder):
    write(folder, "queries", "list_things.sql", "SELECT 'common' AS kind")
    write(folder, "queries", "list_things.postgresql.sql", "SELECT 'own' AS kind")
    assert "common" in files(folder, "sqlite").query("list_things").text
    assert "own" in files(folder, "postgresql").query("list_things").text


def test_a_file_for_one_database_alone_is_unknown_to_the_other(folder):
    write(folder, "queries", "list_things.postgresql.sql")
    assert files(folder, "postgresql").query("list_things")
    with pytest.raises(WarehouseError, match="no query 'list_things'"):
        files(folder, "sqlite").query("list_things")


def test_a_file_for_an_unknown_database_is_refused(folder):
    write(folder, "queries", "list_things.oracle.sql")
    with pytest.raises(WarehouseError, match="oracle"):
        files(folder).query("list_things")


@pytest.mark.parametrize("text", ["", "-- nothing\n", "SELECT 1; SELECT 2;"])
def test_a_query_is_exactly_one_statement(folder, text):
    write(folder, "queries", "list_things.sql", text)
    with pytest.raises(WarehouseError, match="list_things"):
        _ = files(folder).query("list_things").statement


def test_planner_settings_are_read_from_the_header_for_their_database_alone(folder):
    write(folder, "queries", "join.sql", "-- postgresql: SET LOCAL enable_hashjoin = off\nSELECT 1 AS one\n")
    assert files(folder, "postgresql").query("join").settings == (("enable_hashjoin", "off"),)
    assert files(folder, "sqlite").query("join").settings == ()


@pytest.mark.parametrize(
    "wish", ["DROP TABLE stories", "SET LOCAL role = owner; DELETE FROM stories", "SET x = 1"]
)
def test_a_header_may_ask_for_nothing_but_planner_settings(folder, wish):
    write(folder, "queries", "join.sql", f"-- postgresql: {wish}\nSELECT 1 AS one\n")
    with pytest.raises(WarehouseError, match="only SET LOCAL"):
        files(folder, "sqlite").query("join")


def test_migrations_come_in_the_order_of_their_numbers(folder):
    for name in ("0010_b.sql", "0002_a.sql", "0003_own.postgresql.sql"):
        write(folder, "migrations", name)
    assert [file.name for file in files(folder, "sqlite").migrations] == ["0002_a", "0010_b"]
    assert [file.name for file in files(folder, "postgresql").migrations] == ["0002_a", "0003_own", "0010_b"]


def test_two_migrations_of_one_number_and_odd_names_are_refused(folder):
    write(folder, "migrations", "0001_a.sql")
    write(folder, "migrations", "0001_b.sql")
    with pytest.raises(WarehouseError, match="0001"):
        _ = files(folder).migrations
    (folder / "migrations" / "0001_b.sql").rename(folder / "migrations" / "second.sql")
    with pytest.raises(WarehouseError, match="second"):
        _ = files(folder).migrations


def test_line_ends_do_not_change_a_checksum(folder):
    write(folder, "migrations", "0001_a.sql", "SELECT 1;\nSELECT 2;\n")
    before = files(folder).migrations[0].sha256
    (folder / "migrations" / "0001_a.sql").write_bytes(b"SELECT 1;\r\nSELECT 2;\r\n")
    assert files(folder).migrations[0].sha256 == before


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("SELECT 1; SELECT 2;", ["SELECT 1", "SELECT 2"]),
        ("SELECT ';' AS a; -- it's; here\nSELECT 2", ["SELECT ';' AS a", "-- it's; here\nSELECT 2"]),
        ('/* a; b */ SELECT ";";', ['/* a; b */ SELECT ";"']),
        ("DO $$ BEGIN; END $$; SELECT $x$;$$;$x$", ["DO $$ BEGIN; END $$", "SELECT $x$;$$;$x$"]),
        ("SELECT 'it''s; fine'", ["SELECT 'it''s; fine'"]),
        ("-- only a comment;\n", []),
        (";;", []),
    ],
)
def test_statements_end_at_semicolons_outside_strings_comments_and_bodies(script, found):
    assert statements(script) == found


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("select 1", "SELECT"),
        ("-- x\n  (SELECT 1)", "SELECT"),
        ("/* SELECT */ delete from a", "DELETE"),
        ("", ""),
    ],
)
def test_the_first_word_is_found_behind_comments_and_brackets(statement, word):
    assert first_word(statement) == word


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_every_query_of_newsfold_is_one_statement_and_says_who_uses_it(dialect):
    found = SqlFiles(dialect)
    for path in QUERIES:
        name, only = name_of(path)
        assert path.read_text().startswith("-- Used by: "), name
        if only in {"", dialect}:
            assert found.query(name).statement


def test_binary_results_are_asked_for_in_the_header_for_their_database_alone(folder):
    write(folder, "queries", "list_things.sql", "-- postgresql: binary results\nSELECT 1 AS one\n")
    assert files(folder, "postgresql").query("list_things").has_binary_results
    assert not files(folder, "sqlite").query("list_things").has_binary_results


# Who uses what: the first line of each query and the comment of each index


def callers():
    """Give the modules that name each query."""
    found = defaultdict(set)
    for folder in ("pipeline", "demo", "dags"):
        for path in (ROOT / folder).rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for name in re.findall(r'"([a-z]+/[a-z_]+)"', path.read_text("utf-8")):
                found[name].add(module)
    return found


CALLERS = callers()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: "/".join(path.parts[-2:]))
def test_the_first_line_of_a_query_names_all_who_use_it(path):
    first_line, _, _ = path.read_text("utf-8").partition("\n")
    name, _ = name_of(path)
    assert first_line == f"-- Used by: {', '.join(sorted(CALLERS[name]))}"


def test_a_query_lies_in_the_folder_of_its_user_and_in_shared_where_folders_share_it():
    wrong = {}
    for path in QUERIES:
        name, _ = name_of(path)
        users = {module.split(".")[-2] for module in CALLERS[name]}
        if path.parent.name != (users.pop() if len(users) == 1 else "shared"):
            wrong[name] = CALLERS[name]
    assert wrong == {}


def test_the_comment_of_an_index_names_queries_and_views_that_exist():
    files = SqlFiles("sqlite")
    known = {name_of(path)[0].partition("/")[2] for path in QUERIES}
    known |= {file.name for file in (*files.views, *files.checks)}
    migrations = "".join(file.text for file in files.migrations)
    comments = re.findall(r"^-- Used by: (.+)\n(?:-- .+\n)*CREATE INDEX", migrations, re.MULTILINE)
    assert len(comments) == migrations.count("CREATE INDEX"), "an index without the query that needs it"
    named = {name for comment in comments for name in re.findall(r"[a-z]+_[a-z_]+", comment)}
    stale = {name for name in named if RENAMED.get(name, name) not in known}
    assert stale == set(), "say in RENAMED what a query is called now"
