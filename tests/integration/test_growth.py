"""What a night costs must not grow with all that is held: queries of every night find their rows by an index."""

from __future__ import annotations

import re
from contextlib import closing
from sqlite3 import connect
from typing import TYPE_CHECKING

import pytest

from pipeline.adapters.sql_files import SqlFiles

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(sqlite_template: Path):
    """Give the plan by which SQLite would answer a query."""

    def of(name: str, *staged: str, **parameters: object) -> str:
        statement = SqlFiles("sqlite").query(name).statement
        with closing(connect(sqlite_template)) as database:
            for table in staged:
                database.execute(f"CREATE TEMPORARY TABLE {table}")
            steps = database.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
        return "\n".join(step[3] for step in steps)

    return of


def test_captures_to_extract_are_taken_up_where_the_last_chunk_ended(plan):
    """Sorted anew for each chunk, a night of 250 chunks would read all captures ever held 250 times."""
    found = plan("list_captures_to_extract", after_at="2026", after_id="c", chunk=200)
    assert "captures_to_read" in found
    assert "TEMP B-TREE" not in found


def test_captures_that_wait_are_told_from_all_others_by_an_index(plan):
    assert "captures_to_read (read_scheme=?)" in plan("count_captures_to_extract")
    assert "SCAN" not in plan("mark_captures_of_other_schemes", scheme="s")


def test_an_article_is_found_by_id_or_address_without_reading_all(plan):
    assert "SCAN" not in plan("find_article", reference="https://desk.example/a", url_key="desk.example/a")


def test_the_captures_of_an_article_are_found_without_reading_all(plan):
    found = plan("list_captures_of_article", reference="a1", url_key="desk.example/a")
    assert not re.search(r"SCAN (c|v|r|captures|article_versions)\b", found), found


def scans(found: str, *aliases: str) -> list[str]:
    """Give the lines of a plan that read a whole table, by its alias in the query."""
    return [line for line in found.splitlines() for alias in aliases if line.startswith(f"SCAN {alias}")]


def test_repeated_pages_are_looked_for_by_the_texts_that_were_touched(plan):
    tables = ("touched_texts (content_key bigint)", "held_texts (content_key bigint)")
    assert scans(plan("list_repeated_pages", *tables, least=3), "s", "r", "a", "v") == []
    assert "rejections_of_repeated_texts" in plan("list_quarantined")


def test_the_stories_of_hosts_are_counted_for_hosts_that_matter_alone(plan):
    assert scans(plan("count_stories_of_hosts", "counted_hosts (host text)"), "a", "u") == []


def test_judgements_are_found_from_both_sides(plan):
    assert scans(plan("list_same_of_articles", "batch_articles (article_id text)"), "j") == []


def test_what_a_run_touched_is_checked_without_reading_all(plan):
    assert scans(plan("list_articles_to_check"), "a", "m", "o", "v") == []
    checked = ("checked_articles (article_id text)",)
    assert scans(plan("list_captures_to_check", *checked), "c", "v", "a") == []
