"""A warehouse that an older version of newsfold left is brought to the present schema, and cleaned on as if made by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.adapters.sql_files import SqlFiles, sql_folder
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.model import Request
from pipeline.runtime import SilentProgress
from pipeline.settings import Settings
from pipeline.steps.clean import step as clean
from tests.integration.drafted_pages import BARE, BOX, LINE, CleanRuntime, hold, page, state

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TABLES = (
    "sources", "captures", "articles", "article_versions", "article_blocks", "boilerplate_blocks", "line_bands",
    "draft_clusters", "article_signatures", "key_segments", "key_postings", "article_pairs", "pending_work",
)  # fmt: skip

OLDER_TABLES = {"draft_clusters": "vote_units"}
OLDER_COLUMNS = {
    "article_blocks": {"region": "place", "in_body_span": "in_spine"},
    "article_signatures": {"is_representative": "is_carrier"},
    "boilerplate_blocks": {
        "cross_host": "travels",
        "similar_votes": "alike_votes",
        "similar_inside_votes": "alike_inside_votes",
    },
    "draft_clusters": {"cluster_id": "unit_id"},
}
OLDER_VALUES = {
    "after_main": "behind",
    "below_threshold": "waiting",
    "list_only": "listed",
    "outside_main": "beside",
    "recurring_similar": "recurring_alike",
}

FIRST = (page(1, BOX, LINE), BARE)
SECOND = page(2, BOX, LINE, "Sign up for our newsletter")


@pytest.fixture
def runtime(warehouse: SqlWarehouse, warehouse_url: str, tmp_path: Path) -> CleanRuntime:
    """Give what the clean step uses of a runtime, with a warehouse of the present schema."""
    return CleanRuntime(Settings(home=tmp_path, warehouse=warehouse_url), warehouse, SilentProgress())


@pytest.fixture
def older(database_kind: str, empty_warehouse_url: str, tmp_path: Path) -> Iterator[SqlWarehouse]:
    """Give a warehouse as the first migration alone makes it."""
    for kind in ("migrations", "views", "checks", "storage", "queries"):
        (tmp_path / "sql" / kind).mkdir(parents=True)
    storage = [file for file in (sql_folder() / "storage").glob("*.sql") if "article_words" not in file.name]
    for file in [sql_folder() / "migrations" / "0001_core.sql", *storage]:
        (tmp_path / "sql" / file.parent.name / file.name).write_bytes(file.read_bytes())
    opened = SqlWarehouse(empty_warehouse_url, files=SqlFiles(database_kind, tmp_path / "sql"))
    assert opened.migrate() == ["0001_core"]
    yield opened
    opened.close()


def block_as_read(row: dict) -> dict:
    """Return a block as a page's came: labelled by what the extractor took."""
    taken = "body" if row["region"] == "main" else "boilerplate"
    labels = {"page_label": taken, "label": taken, "page_rule": "extractor", "rule": "extractor"}
    return row | labels | {"prefix_fingerprint": None}


def version_before(row: dict) -> dict:
    """Return a version as it was: without a text until it was cleaned."""
    if row["cleaned_scheme"] is not None:
        return row | {"cleaned_scheme": "cleaning-1"}
    return row | {"text": "", "folding_text": None, "text_sha256": "", "word_count": 0}


def leave_as_before(held: SqlWarehouse, older: SqlWarehouse) -> None:
    """Copy all rows as the older version left them."""
    tables: dict[str, list[dict]] = {}
    for table in TABLES:
        names, found = held.ask(f"SELECT * FROM {table}")
        tables[table] = [dict(zip(names, values, strict=True)) for values in found]
    uncleaned = {row["capture_id"] for row in tables["article_versions"] if row["cleaned_scheme"] is None}
    tables["article_versions"] = [version_before(row) for row in tables["article_versions"]]
    tables["article_blocks"] = [
        block_as_read(row) if row["capture_id"] in uncleaned else row for row in tables["article_blocks"]
    ]
    with older.write() as db:
        for table, rows in tables.items():
            then = OLDER_TABLES.get(table, table)
            names, _ = older.ask(f"SELECT * FROM {then} LIMIT 0")
            db.upsert(then, [as_then(table, row, names) for row in rows])


def as_then(table: str, row: dict, names: Sequence[str]) -> dict:
    """Return the columns that there were, under the names that they and their values had."""
    columns = OLDER_COLUMNS.get(table, {})
    older = {columns.get(name, name): OLDER_VALUES.get(value, value) for name, value in row.items()}
    return {name: value for name, value in older.items() if name in names}


@pytest.mark.parametrize("cleaned_before", [False, True])
def test_what_was_read_and_cleaned_before_ends_as_if_read_and_cleaned_now(
    runtime, older, database_kind, empty_warehouse_url, cleaned_before
):
    with runtime.warehouse.write() as db:
        for each in FIRST:
            hold(db, each)
    if cleaned_before:
        clean.run(Request("r"), runtime)
    with runtime.warehouse.write() as db:
        hold(db, SECOND)
    leave_as_before(runtime.warehouse, older)
    clean.run(Request("r"), runtime)

    present = SqlWarehouse(empty_warehouse_url)
    assert present.migrate() == [file.name for file in SqlFiles(database_kind).migrations[1:]]
    waiting = present.ask("SELECT subject_id FROM pending_work WHERE step = 'clean'")[1]
    assert len(waiting) == 3, "all signatures are made anew, for words have one spelling"
    now = CleanRuntime(runtime.settings, present, SilentProgress())
    clean.run(Request("r"), now)
    assert state(now) == state(runtime)
    present.close()
