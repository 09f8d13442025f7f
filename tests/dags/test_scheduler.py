"""Nights through a real scheduler that is disturbed on the way: the rows are those the command line leaves.

One Airflow serves the module, as `make up` starts it. It is given three nights as missed ones and catches up; meanwhile
a task and then the scheduler are killed with SIGKILL. One of its two sources never answers, and its deadline is a
second, so that both alarms must sound.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from demo.homes import Homes
from demo.scheduled import AGAIN, Scheduled, scheduled, write_calendar
from newsroom import Press, day_of
from newsroom.write import write_warc
from pipeline.crawling.windows import day_window
from pipeline.model import Request, Source, SourceKind
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.steps import runner
from pipeline.steps.discover.sources import register
from tests.ports import held_port
from tests.rows import different_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from pipeline.ports import Runtime

pytestmark = pytest.mark.slow

NIGHTS = 3
DAYS = [day_of(night) for night in range(1, NIGHTS + 1)]
_SECONDS = 900  # three nights: 60 on a quiet machine, 300 on a loaded one
_IMPATIENT = (
    "from newsfold_alarm import late_after",
    "dag.deadline = [late_after(timedelta(seconds=1))]",
    "for task in dag.tasks: task.retry_delay = timedelta(seconds=1)",
)
_QUICK = {
    "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "20",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "3",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "10",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "10",
}


@dataclass
class CaughtUp:
    """An Airflow that has caught up, what it told, and the warehouse of the command line beside its own."""

    airflow: Scheduled
    runtime: Runtime
    by_command: Runtime
    alarms: list[str]


class _Listener(BaseHTTPRequestHandler):
    """Takes alarms."""

    alarms: list[str]

    def do_POST(self) -> None:
        self.alarms.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """Give an address that takes alarms, and the list they are kept in."""
    alarms: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Listener", (_Listener,), {"alarms": alarms}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", alarms
    server.shutdown()


def prepared(home: Path, press: Path) -> Runtime:
    """Return an empty warehouse that knows the press, and a source that never answers."""
    runtime = build(Settings.from_environment({"NEWSFOLD_HOME": str(home)}))
    runtime.warehouse.migrate()
    sources = [
        Source("press", SourceKind.WARC, str(press / "{day}.warc.gz")),
        Source("gone", SourceKind.FOLDER, str(press / "gone")),
    ]
    with runtime.warehouse.write() as db:
        register(db, sources, runtime.clock())
    return runtime


def load(runtime: Runtime, day: date, run_id: str) -> None:
    """Load one night as `newsfold ingest --day` does."""
    list(runner.run_all(Request(run_id, day_window(day)), runtime))


@pytest.fixture(scope="module")
def caught_up(
    tmp_path_factory: pytest.TempPathFactory, listener: tuple[str, list[str]]
) -> Iterator[CaughtUp]:
    """Give an Airflow whose scheduler has made a run of each missed night, however it was disturbed."""
    folder = tmp_path_factory.mktemp("scheduler")
    press = folder / "press"
    for path, day in zip(
        write_warc(Press(seed=11, nights=NIGHTS, reports_per_night=6), press), DAYS, strict=True
    ):
        path.rename(press / f"{day}.warc.gz")
    homes = Homes(newsfold=folder / "newsfold", airflow=folder / "airflow")
    runtime, by_command = prepared(homes.newsfold, press), prepared(folder / "by-command", press)
    for day in DAYS:
        load(by_command, day, f"by-command-{day}")
    address, alarms = listener
    write_calendar(homes, DAYS[0], DAYS[-1], *_IMPATIENT)
    settings = _QUICK | {"NEWSFOLD_ALARM_URL": address, "NEWSFOLD_WAREHOUSE": ""}
    with held_port() as port, scheduled(homes, str(port), **settings) as airflow:
        with airflow.at_work("fold", _SECONDS) as process:
            process.kill()
        with airflow.at_work("extract", _SECONDS):
            airflow.kill_scheduler()
        airflow.wait_until_idle(NIGHTS, _SECONDS)
        yield CaughtUp(airflow, runtime, by_command, alarms)


def test_missed_nights_are_caught_up_one_by_one(caught_up: CaughtUp) -> None:
    runs = [run for run in caught_up.airflow.runs() if run["run_type"] == "scheduled"]
    assert [run["partition_key"] for run in runs] == [f"{day}" for day in DAYS]
    assert {run["state"] for run in runs} == {"success"}
    starts_and_ends = [moment for run in runs for moment in (run["start_date"], run["end_date"])]
    assert starts_and_ends == sorted(starts_and_ends)


def test_what_was_killed_was_tried_again(caught_up: CaughtUp) -> None:
    attempts = {
        task["task_id"]
        for run in caught_up.airflow.runs()
        for task in caught_up.airflow.tasks(run["dag_run_id"])
        if task["try_number"] > 1
    }
    assert "fold" in attempts
    assert attempts - {"fold"}, "the scheduler was killed with a task at work"


def test_the_rows_are_those_of_the_command_line(caught_up: CaughtUp) -> None:
    assert different_tables(caught_up.runtime, caught_up.by_command) == []


def test_a_failed_source_and_a_late_night_are_told(caught_up: CaughtUp) -> None:
    failed = [text for text in caught_up.alarms if "ingest_news.ask_again" in text]
    assert all("gone" in text for text in failed)
    assert len(failed) >= NIGHTS
    assert [text for text in caught_up.alarms if "is not done 0:00:01 after it was queued" in text]


def test_a_backfill_over_nights_that_ran_changes_no_row(caught_up: CaughtUp) -> None:
    """By command, as documented: without more words nights that ran are left alone, with them they are run again."""
    airflow = caught_up.airflow
    before = len(airflow.runs())
    airflow.backfill(DAYS[0], DAYS[1], seconds=_SECONDS)
    assert len(airflow.runs()) == before
    airflow.backfill(DAYS[0], DAYS[1], *AGAIN, seconds=_SECONDS)
    runs = airflow.wait_until_idle(before + 2, _SECONDS)
    assert [run["run_type"] for run in runs].count("backfill") == 2
    assert {run["state"] for run in runs} == {"success"}
    assert different_tables(caught_up.runtime, caught_up.by_command) == []


def test_a_night_asked_for_three_times_at_once_changes_no_row(caught_up: CaughtUp) -> None:
    """Twice in Airflow, where the second waits for the first, and once by command, which waits for nobody."""
    airflow = caught_up.airflow
    before = len(airflow.runs())
    for name in ("one", "two"):
        airflow.trigger(name, day=f"{DAYS[-1]}")
    with airflow.at_work("extract", _SECONDS):
        load(caught_up.runtime, DAYS[-1], "by-command-meanwhile")
    runs = {run["dag_run_id"]: run for run in airflow.wait_until_idle(before + 2, _SECONDS)}
    assert runs["one"]["state"] == runs["two"]["state"] == "success"
    assert runs["one"]["end_date"] <= runs["two"]["start_date"]
    assert different_tables(caught_up.runtime, caught_up.by_command) == []


def test_a_misspelt_key_is_refused_at_once_and_by_name(caught_up: CaughtUp) -> None:
    """And is not tried again: only a person can spell it right."""
    airflow = caught_up.airflow
    before = len(airflow.runs())
    airflow.trigger("misspelt", day=f"{DAYS[-1]}", dryrun=True)
    runs = {run["dag_run_id"]: run for run in airflow.wait_until_idle(before + 1, _SECONDS)}
    assert runs["misspelt"]["state"] == "failed"
    plan = next(task for task in airflow.tasks("misspelt") if task["task_id"] == "plan")
    assert (plan["state"], plan["try_number"]) == ("failed", 1)
    airflow.wait(
        "the alarm", lambda: [text for text in caught_up.alarms if "has no field dryrun" in text], _SECONDS
    )
