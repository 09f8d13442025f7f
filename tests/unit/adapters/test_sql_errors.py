"""What a database raises names what was tried, and the file where the file is at fault."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.adapters.sql_errors import answering, naming, translating
from pipeline.errors import QuestionError, WarehouseError

FILE = Path("/home/news/warehouse.db")


@pytest.fixture
def small():
    """Give a database that is full at once."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("CREATE TABLE texts (text text); PRAGMA max_page_count = 3;")
        yield connection


def test_a_full_disk_names_the_file_and_says_what_to_do(small):
    with (
        pytest.raises(
            WarehouseError, match=r"^upsert into texts: .* full \(/home/news/warehouse\.db: make room"
        ),
        naming(FILE),
        translating("upsert into texts"),
    ):
        small.execute("INSERT INTO texts VALUES (zeroblob(100000))")


def test_what_is_no_fault_of_the_file_does_not_name_it(small):
    with pytest.raises(WarehouseError) as caught, naming(FILE), translating("query list_texts"):
        small.execute("SELECT nonsense FROM texts")
    assert str(caught.value) == "query list_texts: no such column: nonsense"


@pytest.mark.parametrize(
    "statement", ["SELEC 1", "SELECT a FROM nowhere", "DELETE FROM texts", "SELECT 1; SELECT 2"]
)
def test_a_statement_that_cannot_be_answered_is_the_question_s_fault(small, statement):
    small.execute("PRAGMA query_only = ON")
    with pytest.raises(QuestionError), answering():
        small.execute(statement)


def test_a_question_that_meets_a_full_disk_is_not(small):
    with pytest.raises(WarehouseError) as caught, answering():
        small.execute("INSERT INTO texts VALUES (zeroblob(100000))")
    assert not isinstance(caught.value, QuestionError)
