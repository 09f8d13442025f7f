"""Reprocessing, whole and in one process: a dry run, then done, and twice is once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.model import Request
from tests.dags.pages import ADDED, DAY, FIRE

if TYPE_CHECKING:
    from tests.dags.conftest import Nightly

pytestmark = pytest.mark.slow

EVER = {"date_from": "2020-01-01", "date_to": "2099-12-31"}


@pytest.fixture
def loaded(nightly: Nightly) -> Nightly:
    nightly.add_source("harbour", {"fire.html": ("Fire in the harbour", FIRE)})
    nightly.add_source("dale", {"copy.html": ("Fire in the harbour", FIRE + ADDED)})
    nightly.run("ingest_news", day=DAY)
    return nightly


@pytest.mark.parametrize("origin", ["blocks", "captures"])
def test_making_nights_again_leaves_the_same_rows(loaded: Nightly, origin: str) -> None:
    before = loaded.rows()
    run = loaded.run("reprocess_window", **EVER, origin=origin, dry_run=False)
    assert run.states() == {"success"}
    assert loaded.rows() == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(loaded: Nightly) -> None:
    with loaded.runtime.warehouse.write() as db:
        db.run("maintenance/mark_versions_to_read_again", start_at=loaded.ever.start, end_at=loaded.ever.end)
    before = loaded.rows()
    run = loaded.run("reprocess_window", **EVER, origin="captures")
    assert run.state_of("dry_run") == "success"
    assert run.state_of("mark") == run.state_of("check") == "skipped"
    assert loaded.rows() == before


def test_days_without_a_capture_are_said_to_be_empty(loaded: Nightly) -> None:
    """Stories of a day may have been fetched on another, and what stays is counted everywhere."""
    from pipeline.crawling.windows import day_window
    from pipeline.maintenance.reprocess import Origin, dry_run

    def notes(request: Request) -> str:
        return "\n".join(dry_run(request, loaded.runtime, Origin.BLOCKS).notes)

    empty = notes(Request("dry run", day_window(date(2020, 1, 1))))
    assert empty.startswith("no capture in these days")
    assert empty.endswith(
        "1 stay as they are\nthose that stay are counted in the whole warehouse, not in these days alone"
    )
    assert "no capture" not in notes(Request("dry run", loaded.ever))


def test_days_out_of_order_are_refused(loaded: Nightly) -> None:
    run = loaded.run("reprocess_window", date_from="2026-03-02", date_to="2026-03-01")
    assert run.failed() == {"dry_run"}


def test_a_misspelt_field_is_refused(nightly: Nightly) -> None:
    run = nightly.run("reprocess_window", **EVER, from_="captures")
    assert run.failed() == {"dry_run"}
