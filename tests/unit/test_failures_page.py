"""The page of failures names outcomes that exist, and tests that exist."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "reference" / "failures.md").read_text("utf-8")
TABLES = re.findall(r"^\| when .*\n\| ---.*\n((?:\| .*\n)+)", PAGE, re.MULTILINE)
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for table in TABLES for line in table.splitlines()
]
SOURCE = "".join(path.read_text("utf-8") for path in sorted((ROOT / "pipeline").rglob("*.py")))


def test_the_page_has_its_rows():
    assert len(ROWS) > 30
    assert {len(row) for row in ROWS} == {4}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_every_name_is_one_of_the_codes_and_every_test_is_there(row):
    for name in re.findall(r"`(\w+)`", row[2]):
        stem = "http_" if re.fullmatch(r"http_\d+", name) else name
        assert re.search(rf"\b{stem}", SOURCE), name
    tests = re.findall(r"`(tests/[\w/]+\.py)`", row[3])
    assert tests
    assert all((ROOT / test).is_file() for test in tests)
