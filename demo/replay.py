"""`python -m demo.replay FOLDER`: nights from WARC files, loaded by Airflow's scheduler and by the command line.

The folder holds one file a night, such as ``2026-03-02.warc.gz``. The scheduler is given those days as missed ones and
catches up, as it does after an outage; the command line loads the same nights one by one into a warehouse of its own.
Then both warehouses are compared row by row, the nights are loaded again as a backfill, and one night without any news
is run. The output is the table of docs/reference/airflow-timings.md.

``--disturb`` kills the processes of two tasks, and the scheduler with all it runs, on the way. NEWSFOLD_PORT (8080) is
where Airflow listens meanwhile; everything is kept in ``--state`` (.airflow/replay), which must not exist yet.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console

from demo.homes import ROOT, Homes
from demo.scheduled import AGAIN, Scheduled, scheduled, write_calendar
from pipeline.runtime import build
from pipeline.settings import Settings
from tests.rows import different_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demo.scheduled import Run
    from pipeline.ports import Runtime

STEPS = ("plan", "discover", "fetch", "extract", "clean", "fold", "link", "check")
_NIGHT_SECONDS = 900
_SUFFIX = ".warc.gz"
_QUICK_RECOVERY = {
    # What is lost with a scheduler is missed after this long instead of five minutes.
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "45",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "15",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "15",
}

_console = Console(highlight=False, soft_wrap=True)


def main() -> int:
    """Replay the nights, print the tables, and return 0 when every comparison found equal rows."""
    options, days = _read_arguments()
    state = options.state.absolute()
    reference = _prepared(state / "reference", options.folder)
    seconds = [_load_by_command(reference, day) for day in days]
    _console.print(f"by command: {len(days)} nights, a night in {median(seconds):.1f} s (median)")

    homes = Homes(newsfold=state / "newsfold", airflow=state / "airflow")
    replayed = _prepared(homes.newsfold, options.folder)
    write_calendar(homes, days[0], days[-1])
    port = os.environ.get("NEWSFOLD_PORT") or "8080"
    results = []
    with scheduled(homes, port, NEWSFOLD_HOME=str(homes.newsfold), **_QUICK_RECOVERY) as airflow:
        if options.disturb:
            _disturb(airflow)
        runs = airflow.wait_until_idle(len(days), _NIGHT_SECONDS * len(days))
        _print_times("Scheduled nights", airflow, runs)
        results.append(_compared("scheduler and command line", reference, replayed))

        airflow.backfill(days[0], days[-1], *AGAIN, seconds=_NIGHT_SECONDS)
        runs = airflow.wait_until_idle(2 * len(days), _NIGHT_SECONDS * len(days))
        backfilled = [run for run in runs if run["run_type"] == "backfill"]
        _print_times("The same nights, backfilled over themselves", airflow, backfilled)
        results.append(_compared("after the backfill", reference, replayed))

        _print_empty_night(airflow, replayed, state)
    return 0 if all(results) else 1


def _read_arguments() -> tuple[argparse.Namespace, list[date]]:
    """Return the options, and the days of the nights in the folder; exit where there is nothing to replay."""
    parser = argparse.ArgumentParser(prog="python -m demo.replay", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="one WARC file a night, named after its day")
    parser.add_argument(
        "--state", type=Path, default=ROOT / ".airflow" / "replay", help="a folder to be made"
    )
    parser.add_argument("--disturb", action="store_true", help="kill tasks and the scheduler meanwhile")
    options = parser.parse_args()
    days = sorted(
        date.fromisoformat(file.name.removesuffix(_SUFFIX)) for file in options.folder.glob(f"*{_SUFFIX}")
    )
    if not days or options.state.exists():
        parser.error(f"no nights in {options.folder}" if not days else f"{options.state} exists already")
    return options, days


def _prepared(home: Path, folder: Path) -> Runtime:
    """Return a new warehouse that knows the nights as one source."""
    home.mkdir(parents=True)
    sources = home / "sources.toml"
    sources.write_text(
        f'[[source]]\nid = "nights"\nkind = "warc"\nlocation = "{folder.absolute()}/{{day}}{_SUFFIX}"\n',
        encoding="utf-8",
    )
    _newsfold(home, "init")
    _newsfold(home, "sources", str(sources))
    return build(Settings.from_environment({"NEWSFOLD_HOME": str(home)}))


def _load_by_command(runtime: Runtime, day: date) -> float:
    began = time.monotonic()
    _newsfold(runtime.settings.home, "ingest", "--day", str(day))
    return time.monotonic() - began


def _newsfold(home: Path, *arguments: str) -> None:
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments],
        cwd=ROOT,
        env=os.environ | {"NEWSFOLD_HOME": str(home)},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _disturb(airflow: Scheduled) -> None:
    """Kill a task that reads pages, one that folds, and then the scheduler while pages are read."""
    for task in ("extract", "fold"):
        with airflow.at_work(task, _NIGHT_SECONDS) as process:
            process.kill()
    with airflow.at_work("extract", _NIGHT_SECONDS):
        airflow.kill_scheduler()
    _console.print(
        "killed: one extract, one fold, and the scheduler with all it ran, which was started again"
    )


def _print_times(title: str, airflow: Scheduled, runs: Sequence[Run]) -> None:
    """Print how long each task took, and each run from its first task's start to its end."""
    took: dict[str, list[float]] = defaultdict(list)
    attempts = 0
    for run in runs:
        for task in airflow.tasks(run["dag_run_id"]):
            took[task["task_id"].rpartition(".")[2]].append(task["duration"] or 0.0)
            attempts += task["try_number"]
        took["a night, whole"].append(_moment(run["end_date"]) - _moment(run["start_date"]))
    states = ", ".join(sorted({f"{run['run_type']} {run['state']}" for run in runs}))
    _console.print(f"\n{title}: {len(runs)} runs ({states}), {attempts} attempts\n")
    _console.print("| task | median | smallest | largest |\n| --- | --- | --- | --- |")
    for name in (*STEPS, "a night, whole"):
        _console.print(
            f"| {name} | {median(took[name]):.1f} | {min(took[name]):.1f} | {max(took[name]):.1f} |"
        )


def _print_empty_night(airflow: Scheduled, replayed: Runtime, state: Path) -> None:
    """Run a night whose only source has nothing at all."""
    empty = state / "empty"
    empty.mkdir()
    sources = state / "empty.toml"
    sources.write_text(f'[[source]]\nid = "empty"\nkind = "folder"\nlocation = "{empty}"\n', encoding="utf-8")
    _newsfold(replayed.settings.home, "sources", str(sources))
    before = len(airflow.runs())
    airflow.trigger("empty-night", day="2016-12-17", sources=["empty"])
    runs = airflow.wait_until_idle(before + 1, _NIGHT_SECONDS)
    _print_times("An empty night", airflow, [run for run in runs if run["dag_run_id"] == "empty-night"])


def _compared(title: str, left: Runtime, right: Runtime) -> bool:
    different = different_tables(left, right)
    _console.print(f"\n{title}: {'the same rows' if not different else f'different rows in {different}'}")
    return not different


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


if __name__ == "__main__":
    sys.exit(main())
