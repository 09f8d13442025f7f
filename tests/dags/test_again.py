"""Twice is once in Airflow too: triggered twice, killed amid a task and run again, and made again over a range."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from demo.airflow_nights import AirflowNights
from demo.homes import Homes, airflow_environment
from tests.dags.pages import ADDED, DAY, FAIR, FIRE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.dags.conftest import Nightly

pytestmark = pytest.mark.slow


class KilledError(Exception):
    """Leaves a block whose end kills Airflow and all its processes with SIGKILL."""


@pytest.fixture
def papers(nightly: Nightly) -> list[Path]:
    """Give two papers, one printed a day after the other."""
    harbour = nightly.add_source("harbour", {"fire.html": ("Fire", FIRE), "fair.html": ("Fair", FAIR)})
    dale = nightly.add_source("dale", {"copy.html": ("Fire", FIRE + ADDED)})
    for day, paper in ((2, harbour), (3, dale)):
        for page in paper.iterdir():
            printed = datetime(2026, 3, day, 9, tzinfo=UTC).timestamp()
            os.utime(page, (printed, printed))
    return [harbour, dale]


def test_a_night_killed_amid_a_task_is_made_whole_by_the_next_run(
    nightly: Nightly, papers: list[Path], tmp_path: Path
) -> None:
    homes = Homes(newsfold=tmp_path, airflow=tmp_path / "airflow")
    environment = airflow_environment(homes)
    del environment["AIRFLOW__CORE__UNIT_TEST_MODE"]  # a real one, in a process of its own

    def killed_in_fold() -> None:
        with AirflowNights(homes, environment) as airflow:
            airflow.wait_until_ready()
            for event in airflow.run(datetime.fromisoformat(DAY).date()):
                if (event["event"], event.get("task")) == ("begins", "fold"):
                    raise KilledError

    with pytest.raises(KilledError):
        killed_in_fold()
    assert nightly.counts() == {"captures": 3, "articles": 3, "stories": 0}
    assert nightly.run("ingest_news", day=DAY).state == "success"
    assert nightly.counts() == {"captures": 3, "articles": 3, "stories": 2}
    whole = nightly.rows()
    nightly.run("ingest_news", day=DAY)
    assert nightly.rows() == whole


def test_two_days_made_again_one_by_one_or_at_once_leave_the_same_rows(
    nightly: Nightly, papers: list[Path]
) -> None:
    nightly.run("ingest_news", day=DAY)
    before = nightly.rows()
    for first, last in (("2026-03-03", "2026-03-03"), ("2026-03-02", "2026-03-03")):
        run = nightly.run("reprocess_window", date_from=first, date_to=last, origin="captures", dry_run=False)
        assert run.states() == {"success"}
        assert nightly.rows() == before
