"""What a night costs must not grow with all that is held: queries of every night find their rows by an index."""

from __future__ import annotations

import re
from contextlib import closing
from shutil import copy
from sqlite3 import connect
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from pipeline.adapters.sql_files import SqlFiles, sql_folder

if TYPE_CHECKING:
    from pathlib import Path


GROWING = frozenset(
    {
        "captures", "articles", "article_versions", "article_blocks", "article_signatures", "article_pairs",
        "story_members", "stories", "feed_entries", "rejections", "draft_clusters", "line_bands", "key_segments",
        "key_postings", "article_words",
    }
)  # fmt: skip
"""Tables that have a row for something each night brings."""

EVERY_NIGHT = ("pipeline.steps.", "pipeline.matching.")
"""Where the code of every night stands."""

SELDOM = frozenset({"discover/mark_articles_of_source"})
"""Asked once when a person says something else of a source, of all that it brought."""


def given_lists() -> dict[str, tuple[str, ...]]:
    """Give the columns of every list that a query takes."""
    files = SqlFiles("sqlite")
    found: dict[str, tuple[str, ...]] = {}
    for query in nightly_queries():
        for name, columns in files.query(query).takes.items():
            found[f"given_{name}"] = tuple(dict.fromkeys([*found.get(f"given_{name}", ()), *columns]))
    return found


def nightly_queries() -> list[str]:
    """Name the queries of the steps of every night."""
    found = []
    folder = sql_folder() / "queries"
    for path in sorted(folder.rglob("*.sql")):
        users = path.read_text("utf-8").partition("\n")[0].removeprefix("-- Used by: ").split(", ")
        if any(user.startswith(EVERY_NIGHT) for user in users):
            found.append(str(path.relative_to(folder)).partition(".")[0])
    return [name for name in found if name not in SELDOM]


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory):
    """Give a warehouse with a batch of 500 in every list."""
    file = tmp_path_factory.mktemp("growth") / "warehouse.db"
    copy(sqlite_template, file)
    with closing(connect(file)) as opened:
        for name, columns in given_lists().items():
            opened.execute(f"CREATE TEMPORARY TABLE {name} ({', '.join(columns)})")
            marks = ", ".join("?" * len(columns))
            opened.executemany(
                f"INSERT INTO {name} VALUES ({marks})", [[each] * len(columns) for each in range(500)]
            )
            opened.execute(f"ANALYZE temp.{name}")
        yield opened


@pytest.fixture
def plan(database):
    """Give the plan by which SQLite would answer a query."""

    def of(name: str) -> str:
        statement = text(SqlFiles("sqlite").query(name).statement)
        values = dict.fromkeys(statement._bindparams, 1)
        return "\n".join(step[3] for step in database.execute(f"EXPLAIN QUERY PLAN {statement.text}", values))

    return of


@pytest.mark.parametrize("name", nightly_queries())
def test_a_query_of_every_night_reads_no_growing_table_as_a_whole(plan, name):
    """Left to guess, SQLite read all blocks ever held to look each up in a batch of five hundred articles."""
    statement = SqlFiles("sqlite").query(name).statement
    tables = dict.fromkeys(GROWING) | {
        alias or table: table
        for table, alias in re.findall(r"(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+AS\s+(\w+))?", statement)
    }
    whole = [
        step
        for step in plan(name).splitlines()
        if (found := re.match(r"SCAN (\w+)|SEARCH (\w+) .*\((?:corpus|scheme)=\?\)$", step))
        and tables.get(found[1] or found[2]) in GROWING
        and "rejections_of_repeated_texts" not in step  # holds nothing but what it is asked for
    ]
    assert whole == []


def test_captures_to_extract_are_taken_up_where_the_last_chunk_ended(plan):
    """Sorted anew for each chunk, a night of 250 chunks would read all captures ever held 250 times."""
    found = plan("extract/list_captures_to_extract")
    assert "captures_to_read" in found
    assert "TEMP B-TREE" not in found


def test_captures_that_wait_are_told_from_all_others_by_an_index(plan):
    assert "captures_to_read (read_scheme=?)" in plan("extract/count_captures_to_extract")


def test_an_article_is_found_by_id_or_address_without_reading_all(plan):
    assert "SCAN" not in plan("review/find_article")


def test_the_captures_of_an_article_are_found_without_reading_all(plan):
    assert not re.search(r"SCAN (c|v|r|captures|article_versions)\b", plan("cli/list_captures_of_article"))


@pytest.mark.parametrize("index", ["stories_by_size", "stories_by_time"])
def test_each_order_of_the_stories_is_read_from_its_index(plan, index):
    found = plan("web/list_stories_page")
    assert f"SEARCH stories USING INDEX {index}" in found
    assert "SCAN stories" not in found


@pytest.mark.parametrize("name", ["web/list_story_page_members", "web/list_members_for_scripts"])
def test_the_articles_of_a_story_are_read_without_those_of_others(plan, name):
    """A view that counted each story's first article apart read all members of all stories for a page of one."""
    found = plan(name)
    assert "SEARCH m USING INDEX story_members_by_story (story_id=?)" in found
    assert "SCAN m" not in found
    assert "SCAN members" not in found
