"""The weekly tidying, whole and in one process: it changes no row, and a dry run not even the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.dags.pages import ADDED, FAIR, FIRE
from tests.dags.test_ingest_news import DAY

if TYPE_CHECKING:
    from tests.dags.conftest import Nightly

pytestmark = pytest.mark.slow


def test_tidying_empties_the_log_and_changes_no_row(nightly: Nightly) -> None:
    nightly.add_source("harbour", {"fire.html": ("Fire", FIRE), "fair.html": ("Fair", FAIR)})
    nightly.add_source("dale", {"copy.html": ("Fire", FIRE + ADDED)})
    nightly.run("ingest_news", day=DAY)
    before = nightly.rows()
    assert nightly.run("maintain_warehouse", dry_run=True).states() == {"success"}
    assert nightly.runtime.warehouse.sizes()["log_bytes"] > 0
    assert nightly.run("maintain_warehouse", shrink=True).states() == {"success"}
    assert nightly.runtime.warehouse.sizes()["log_bytes"] == 0
    assert nightly.rows() == before
