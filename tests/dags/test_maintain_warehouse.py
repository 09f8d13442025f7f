"""The weekly maintenance, whole and in one process: no row changes unless pruning is asked for, and then one column."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.dags.pages import ADDED, DAY, FAIR, FIRE

if TYPE_CHECKING:
    from tests.dags.conftest import Nightly

pytestmark = pytest.mark.slow

LONG_AGO = datetime(2021, 3, 2, 9, tzinfo=UTC).timestamp()


def test_compacting_empties_the_log_and_changes_no_row(nightly: Nightly) -> None:
    nightly.add_source("harbour", {"fire.html": ("Fire", FIRE), "fair.html": ("Fair", FAIR)})
    nightly.add_source("dale", {"copy.html": ("Fire", FIRE + ADDED)})
    nightly.run("ingest_news", day=DAY)
    before = nightly.rows()
    assert nightly.run("maintain_warehouse", dry_run=True).states() == {"success"}
    assert nightly.runtime.warehouse.sizes()["log_bytes"] > 0
    assert nightly.run("maintain_warehouse", shrink=True).states() == {"success"}
    assert nightly.runtime.warehouse.sizes()["log_bytes"] == 0
    assert nightly.rows() == before


def test_captures_are_pruned_when_the_form_says_so_and_reprocessing_knows(nightly: Nightly) -> None:
    paper = nightly.add_source("harbour", {"fire.html": ("Fire", FIRE), "fair.html": ("Fair", FAIR)})
    for page in paper.iterdir():
        os.utime(page, (LONG_AGO, LONG_AGO))
    nightly.run("ingest_news", day=DAY)
    stories = nightly.rows()["stories"]
    assert nightly.run("maintain_warehouse", keep_read_days=30, dry_run=True).states() == {"success"}
    assert pruned(nightly) == 0
    assert nightly.run("maintain_warehouse", keep_read_days=30).states() == {"success"}
    assert pruned(nightly) == 2
    assert not list((nightly.runtime.settings.home / "captures").rglob("*.warc.gz"))
    ever = {"date_from": "2020-01-01", "date_to": "2099-12-31"}
    run = nightly.run("reprocess_window", **ever, origin="captures", dry_run=False)
    assert run.states() == {"success"}
    assert nightly.rows()["stories"] == stories


def test_a_misspelt_field_is_refused_and_nothing_is_pruned(nightly: Nightly) -> None:
    run = nightly.run("maintain_warehouse", keep_read_days=30, dryrun=True)
    assert run.failed() == {"prune"}


def pruned(nightly: Nightly) -> int:
    """Return how many captures say that their bytes are gone."""
    return int(
        nightly.runtime.warehouse.ask("SELECT COUNT(*) FROM captures WHERE pruned_at IS NOT NULL")[1][0][0]
    )
