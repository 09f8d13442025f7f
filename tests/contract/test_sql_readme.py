"""The page for analysts tells the truth: it names every table and view, and its queries run on both databases."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from pipeline.adapters.sql_files import SqlFiles, sql_folder
from tests.contract.morning import EIGHT, capture

PAGE = (sql_folder() / "README.md").read_text()
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_has_ten_questions():
    assert len(QUERIES) == 10


@pytest.mark.parametrize("number", range(len(QUERIES)))
def test_each_question_of_the_page_has_an_answer(morning, number):
    with morning.write() as db:  # a day on which the Herald brought nothing
        db.upsert("captures", [capture(99, "post", at=EIGHT + timedelta(days=1))])
    names, rows = morning.ask(QUERIES[number])
    assert names
    assert rows, QUERIES[number]


def test_the_questions_of_the_how_to_are_understood_by_both_databases(morning):
    """What they answer on the nights of the tutorial is compared in `tests/e2e/test_tutorial.py`."""
    page = (sql_folder().parent / "docs" / "how-to" / "ask-the-warehouse.md").read_text()
    asked = re.findall(r'^newsfold sql "([^"]+)"', page, re.MULTILINE)
    assert len(asked) >= 12
    for statement in asked:
        names, _ = morning.ask(statement)
        assert names


def test_the_page_names_every_table_and_view(warehouse):
    with warehouse._database.engine.connect() as connection:
        known = {*warehouse._database.tables(connection), *(view.name for view in SqlFiles("sqlite").views)}
    assert {name for name in known if f"`{name}`" not in PAGE} == set()
