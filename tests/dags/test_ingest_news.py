"""The nightly run, whole and in one process, on a small press of invented pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import NotFoundError, SourceError
from pipeline.model import Request
from pipeline.reports import Report
from pipeline.steps.discover.sources import chosen
from tests.dags.pages import ADDED, DAY, FAIR, FIRE

if TYPE_CHECKING:
    from types import ModuleType

    from tests.dags.conftest import Nightly

pytestmark = pytest.mark.slow


@pytest.fixture
def pages(nightly: Nightly) -> None:
    nightly.add_source(
        "harbour", {"fire.html": ("Fire in the harbour", FIRE), "fair.html": ("Fair opens", FAIR)}
    )
    nightly.add_source("dale", {"copy.html": ("Fire in the harbour", FIRE + ADDED)})


def test_a_night_folds_copies_and_announces_the_day(nightly: Nightly, pages: None) -> None:
    run = nightly.run("ingest_news", day=DAY)
    assert (run.state, run.failed()) == ("success", set())
    assert run.state_of("ask_again") == "skipped"  # there was no source to ask again
    assert nightly.counts() == {"captures": 3, "articles": 3, "stories": 2}
    event = run.event("stories")
    assert event.partition_key == DAY
    assert event.extra["failed_sources"] == []
    steps = event.extra["steps"]
    assert [*steps] == ["discover", "fetch", "extract", "clean", "fold", "link", "check"]
    assert steps["fetch"]["captured"] == 3  # of both sources together
    assert steps["extract"]["versions"] == 3
    assert event.extra["checks"] == steps["check"]["checks"]


def test_the_log_of_a_task_says_what_it_did(
    nightly: Nightly, pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import structlog
    from structlog.testing import CapturingLogger

    tasks, logger = import_module("newsfold_tasks"), CapturingLogger()
    monkeypatch.setattr(structlog, "get_logger", lambda *_: logger)
    counts = tasks.counts_of(
        Report("fetch", {"captured": 1234, "refused": 0}, ("a: 2 refused, http_410",), 1.25)
    )
    assert counts == {"captured": 1234, "refused": 0}
    assert [(call.args, call.kwargs) for call in logger.calls] == [
        (("1,234 captured, in 1.2 s",), {"step": "fetch"}),
        (("a: 2 refused, http_410",), {"step": "fetch"}),
    ]


def test_a_night_run_again_leaves_the_same_rows(nightly: Nightly, pages: None) -> None:
    nightly.run("ingest_news", day=DAY)
    before = nightly.rows()
    nightly.run("ingest_news", day=DAY)
    assert nightly.rows() == before


def test_one_failing_source_stops_no_other_and_is_named(nightly: Nightly, pages: None) -> None:
    nightly.add_source("gone", {}).rmdir()
    run = nightly.run("ingest_news", day=DAY)
    assert run.state == "success"
    assert run.failed() == {"ask_again gone"}
    assert run.event("stories").extra["failed_sources"] == ["gone"]
    assert nightly.counts()["stories"] == 2


def test_with_more_sources_than_groups_each_failing_one_is_red_by_itself(
    nightly: Nightly, pages: None
) -> None:
    """Thirty-four of them, of which two share a group with a good one."""
    for number in range(32):
        nightly.add_source(f"gone-{number:02}", {}).rmdir()
    run = nightly.run("ingest_news", day=DAY)
    assert run.state == "success"
    assert run.failed() == {f"ask_again gone-{number:02}" for number in range(32)}
    assert nightly.counts()["stories"] == 2


def test_a_source_that_failed_is_asked_again_when_its_square_is_cleared(
    nightly: Nightly, pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clearing runs the task anew, as its second attempt: it stays red while the source fails, and then loads it."""
    folder = nightly.add_source("late", {})
    folder.rmdir()
    run = nightly.run("ingest_news", day=DAY)
    assert run.failed() == {"ask_again late"}
    tasks = _tasks_of_second_attempt(monkeypatch)
    with pytest.raises(SourceError, match="late: incomplete"):
        tasks.ask_once_more(["late"])
    nightly.add_source("late", {"mill.html": ("Mill reopens", FAIR)})
    assert tasks.ask_once_more(["late"])["captured"] == 1


def _tasks_of_second_attempt(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    tasks = import_module("newsfold_tasks")
    run = SimpleNamespace(run_id="again", conf={"day": DAY}, partition_key=None, run_after=None)
    context = {
        "dag_run": run,
        "params": {"day": DAY},
        "dag": SimpleNamespace(dag_id="ingest_news", params={"day": DAY}),
        "ti": SimpleNamespace(try_number=2),
    }
    monkeypatch.setattr(tasks, "get_current_context", lambda: context)
    return tasks


def test_a_night_without_any_source_that_answers_fails(nightly: Nightly) -> None:
    nightly.add_source("gone", {}).rmdir()
    run = nightly.run("ingest_news", day=DAY)
    assert run.state == "failed"


def test_a_dry_run_loads_nothing(nightly: Nightly, pages: None) -> None:
    run = nightly.run("ingest_news", day=DAY, dry_run=True)
    assert {run.state_of(step) for step in ("failing", "extract", "clean", "fold", "check")} == {"skipped"}
    assert nightly.counts() == {"captures": 0, "articles": 0, "stories": 0}


@pytest.mark.parametrize("sources", [["dale"], ["", " dale ", ""]])
def test_only_the_sources_asked_for_are_read(nightly: Nightly, pages: None, sources: list[str]) -> None:
    """Also where the form's field has a line end too many."""
    nightly.run("ingest_news", day=DAY, sources=sources)
    assert nightly.counts() == {"captures": 1, "articles": 1, "stories": 1}


@pytest.mark.parametrize("sources", [None, []])
def test_no_names_mean_every_source(nightly: Nightly, pages: None, sources: list[str] | None) -> None:
    nightly.run("ingest_news", day=DAY, sources=sources)
    assert nightly.counts()["captures"] == 3


def test_an_unknown_source_fails_at_once_and_names_it(nightly: Nightly, pages: None) -> None:
    run = nightly.run("ingest_news", day=DAY, sources=["nowhere"])
    assert run.failed() == {"plan"}


def test_all_wrong_sources_are_named(nightly: Nightly, pages: None) -> None:
    asked = Request("a run", sources=("nowhere", "dale", "elsewhere"))
    with nightly.runtime.warehouse.read() as db, pytest.raises(NotFoundError, match="'elsewhere', 'nowhere'"):
        chosen(db, asked)


@pytest.mark.parametrize("asked", [{"dryrun": True}, {"jaccard": 7}])
def test_a_misspelt_field_is_refused_before_anything_runs(
    nightly: Nightly, pages: None, asked: dict[str, object]
) -> None:
    """Otherwise a misspelt dry run loads."""
    run = nightly.run("ingest_news", day=DAY, **asked)
    assert run.failed() == {"plan"}
    assert nightly.counts()["captures"] == 0


def test_a_day_that_has_not_begun_is_refused_and_announced_to_nobody(nightly: Nightly, pages: None) -> None:
    run = nightly.run("ingest_news", day=f"{datetime.now(UTC).date() + timedelta(days=2)}")
    assert run.failed() == {"plan"}
    assert run.state == "failed"


def test_a_threshold_out_of_bounds_is_refused_before_anything_runs(nightly: Nightly) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises(ParamValidationError):
        nightly.run("ingest_news", day=DAY, fold_jaccard=0.1)
