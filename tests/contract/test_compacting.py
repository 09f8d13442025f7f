"""Compacting the storage on each database: no row changes, sizes are reported, and free space comes back when asked for."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.errors import WarehouseError

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


def sources(*, location):
    return [
        {
            "source_id": f"paper-{number}",
            "kind": "feed",
            "location": location,
            "authority": 0,
            "enabled": 1,
            "added_at": NOW,
        }
        for number in range(500)
    ]


@pytest.fixture
def worn(warehouse):
    """Give a warehouse whose long rows became short ones, so that much of its space is free."""
    for location in (
        random.Random(7).randbytes(2_000).hex(),
        "short",
    ):  # random, so that it cannot be pressed
        with warehouse.write() as db:
            db.upsert("sources", sources(location=location))
    return warehouse


def rows_of(warehouse):
    return warehouse.ask("SELECT * FROM sources ORDER BY source_id")


def size_of(warehouse):
    return sum(size for name, size in warehouse.sizes().items() if name in {"file_bytes", "table_bytes"})


@pytest.mark.parametrize("shrink", [False, True])
def test_compacting_changes_no_row_and_the_warehouse_can_be_written_on(worn, shrink):
    before = rows_of(worn)
    worn.compact(shrink=shrink)
    assert rows_of(worn) == before
    with worn.write() as db:
        assert db.upsert("sources", sources(location="elsewhere")) == 500


def test_shrinking_gives_space_back(worn):
    before = size_of(worn)
    worn.compact(shrink=True)
    assert size_of(worn) < before / 2


def test_compacting_waits_for_the_writer_before_it(worn, database_kind):
    """Two processes that move the log of one SQLite file in the same instant can damage it."""
    if database_kind != "sqlite":
        pytest.skip("PostgreSQL locks its tables itself")
    impatient = type(worn)(str(worn._address), wait_seconds=0.1)
    with worn.write() as db:
        db.upsert("sources", sources(location="later"))
        with pytest.raises(WarehouseError, match="another process has been writing"):
            impatient.compact()
    impatient.close()


def test_sizes_are_told_by_name(worn, database_kind):
    names = {
        "sqlite": ["file_bytes", "free_bytes", "log_bytes"],
        "postgresql": ["table_bytes", "dead_rows"],
    }
    sizes = worn.sizes()
    assert list(sizes) == names[database_kind]
    assert all(isinstance(size, int) and size >= 0 for size in sizes.values())


def test_a_damaged_page_is_noticed_before_anything_is_moved(tmp_path, sqlite_template):
    """A night may not read that page for months; compacting reads every one."""
    file = tmp_path / "warehouse.db"
    shutil.copy(sqlite_template, file)
    held = SqlWarehouse(f"sqlite:///{file}")
    with held.write() as db:
        db.upsert("sources", sources(location="x" * 500))
    held.compact()
    held.close()
    content = bytearray(file.read_bytes())
    page = content.index(b"x" * 500) // 4096 * 4096
    content[page : page + 60] = b"\xff" * 60
    file.write_bytes(content)
    hurt = SqlWarehouse(f"sqlite:///{file}")
    with pytest.raises(WarehouseError, match=r"rebuild it from captures|it is damaged"):
        hurt.compact()
    hurt.close()
