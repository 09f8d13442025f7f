"""Nights through the real scheduler: it is given past days as its calendar, and makes a run of each.

The calendar is a cluster policy, which Airflow reads from ``config/airflow_local_settings.py`` in its home: the DAG
file stays as it is deployed, and the runs are scheduled ones with their partitions, not triggered by hand.

The same policy puts a gate before two tasks. A task whose gate is shut says so and keeps running until it is opened, so
that what a test does meanwhile never comes too late, however quick the task and however slow the machine.
"""

from __future__ import annotations

import json
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psutil  # type: ignore[import-untyped]

from demo import local_airflow, processes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from demo.homes import Homes

DAG_ID = "ingest_news"

_CALENDAR = '''"""The nights of {first} to {last}, as if they had just been missed: the scheduler catches up."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path


def wait_at_gate(context):
    gate = Path("{gates}", context["ti"].task_id)
    try:
        with gate.open("r+") as shut:
            shut.write(str(os.getpid()))
    except FileNotFoundError:
        return
    while gate.exists():
        time.sleep(0.1)


def dag_policy(dag):
    if dag.dag_id == "{dag_id}":
        dag.start_date, dag.end_date = datetime({start}, tzinfo=UTC), datetime({end}, tzinfo=UTC)
        dag.catchup = True
        for task in dag.tasks:
            task.start_date = dag.start_date
        for task_id in {gated}:
            dag.get_task(task_id).pre_execute = wait_at_gate
'''
_LINE = " " * 8 + "{line}\n"

_GATED = ("extract", "fold")
_GATES = "gates"
"""The folder of shut gates in Airflow's home: files named after their tasks, in which these write who they are."""

_PAUSE_SECONDS = 1.0

AGAIN = ("--reprocess-behavior", "completed")
"""Options of a backfill that makes runs for nights that have one, too."""

Run = dict[str, Any]
"""A run or a task, as the REST API describes it."""


def write_calendar(homes: Homes, first: date, last: date, *more: str) -> None:
    """Have the nights from `first` to `last` run, each due at the midnight that ends it, and none after.

    `more` are lines of Python that change `dag` further.
    """
    day = timedelta(days=1)
    start, end = (f"{moment:%Y}, {moment.month}, {moment.day}" for moment in (first + day, last + day))
    gates = homes.airflow / _GATES
    gates.mkdir(parents=True, exist_ok=True)
    text = _CALENDAR.format(
        first=first, last=last, dag_id=DAG_ID, start=start, end=end, gates=gates, gated=_GATED
    )
    file = homes.airflow / "config" / "airflow_local_settings.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text + "".join(_LINE.format(line=line) for line in more), encoding="utf-8")


class NotInTimeError(Exception):
    """Airflow did not reach a state in time."""


class RefusedError(Exception):
    """Airflow refused a command; the message is what it printed."""


@dataclass
class Scheduled:
    """An Airflow with its scheduler, as `make up` starts it, to be watched and disturbed."""

    homes: Homes
    port: str
    environment: Mapping[str, str]

    @property
    def api(self) -> local_airflow.Api:
        """The REST API, under the editor's name."""
        passwords = json.loads(self.homes.passwords.read_text(encoding="utf-8"))
        return local_airflow.Api(self.port, passwords["editor"])

    def runs(self) -> list[Run]:
        """Return every run of the nightly DAG, the earliest due first."""
        found: list[Run] = self.api.get(f"dags/{DAG_ID}/dagRuns?limit=100&order_by=run_after")["dag_runs"]
        return found

    def tasks(self, run_id: str) -> list[Run]:
        """Return the tasks of a run."""
        path = f"dags/{DAG_ID}/dagRuns/{run_id}/taskInstances?limit=1000"
        found: list[Run] = self.api.get(path)["task_instances"]
        return found

    def trigger(self, run_id: str, **conf: object) -> None:
        """Trigger a run by hand."""
        body = {"dag_run_id": run_id, "logical_date": None, "conf": conf}
        self.api.send("POST", f"dags/{DAG_ID}/dagRuns", body)

    def backfill(self, first: date, last: date, *more: str, seconds: float) -> None:
        """Ask for the nights from `first` to `last`, one after the other; `more` are further options of the command.

        Airflow takes one backfill of a DAG at a time, and its scheduler looks twice a minute whether one is over, even
        one that had no run to make: this waits until it has seen that, for at most so many seconds.

        Raises:
            RefusedError: Airflow takes no such backfill.
        """
        self.wait("the last backfill to be over", self._has_no_backfill, seconds)
        command = (
            f"backfill create --dag-id {DAG_ID} --max-active-runs 1 --from-date {first} --to-date {last}"
        )
        done = subprocess.run(  # noqa: S603 - our own command
            [*local_airflow.AIRFLOW, *command.split(), *more],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RefusedError(done.stdout)

    def _has_no_backfill(self) -> bool:
        """Whether every backfill of the nightly DAG is over, and Airflow knows."""
        found = self.api.get(f"backfills?dag_id={DAG_ID}&limit=100")["backfills"]
        return all(backfill["completed_at"] for backfill in found)

    def wait(self, what: str, until: Callable[[], object], seconds: float) -> None:
        """Return when `until` is true; raise NotInTimeError saying what was waited for."""
        deadline = time.monotonic() + seconds
        while not until():
            if time.monotonic() > deadline:
                raise NotInTimeError(f"{what}: not within {seconds:.0f} seconds; see {self.homes.log}")
            time.sleep(_PAUSE_SECONDS)

    def wait_until_idle(self, runs: int, seconds: float) -> list[Run]:
        """Return all runs once there are so many and each has ended."""

        def is_over() -> bool:
            found = self.runs()
            return len(found) >= runs and all(run["state"] in {"success", "failed"} for run in found)

        self.wait(f"{runs} ended runs", is_over, seconds)
        return self.runs()

    @contextmanager
    def at_work(self, task_id: str, seconds: float) -> Iterator[psutil.Process]:
        """Wait for a task that has a gate, give its process, and keep it running until the block ends."""
        gate = self.homes.airflow / _GATES / task_id
        gate.touch()
        try:
            self.wait(f"{task_id} to work", gate.read_text, seconds)
            yield psutil.Process(int(gate.read_text()))
        finally:
            gate.unlink()

    def kill_scheduler(self) -> None:
        """Kill the scheduler and everything it started with SIGKILL, then start it again."""
        scheduler = processes.running(self.homes)[local_airflow.SCHEDULER]
        for process in [*scheduler.children(recursive=True), scheduler]:
            process.kill()
        command = {local_airflow.SCHEDULER: local_airflow.commands()[local_airflow.SCHEDULER]}
        processes.start(self.homes, command, self.environment)


@contextmanager
def scheduled(homes: Homes, port: str, **settings: str) -> Iterator[Scheduled]:
    """Give a running Airflow of these homes; everything it started is stopped when the block ends."""
    environment = local_airflow.environment_of(homes, port) | settings
    local_airflow.migrate(homes, environment)
    parts = local_airflow.commands()
    processes.start(homes, parts, environment)
    try:
        if not local_airflow.wait_until_healthy(homes, len(parts), port, lambda _: None):
            raise NotInTimeError(f"Airflow did not start: see {homes.log}")
        yield Scheduled(homes, port, environment)
    finally:
        processes.stop(homes)
