"""The seven steps in their order, and how one of them is run: timed, and recorded in the warehouse."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from pipeline.errors import NewsfoldError
from pipeline.reports import Report
from pipeline.steps import run_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pipeline.model import Request
    from pipeline.ports import Row, Runtime

ORDER = ("discover", "fetch", "extract", "clean", "fold", "link", "check")

_TAKEN_OVER_BY = {"publish": "fold"}
"""Steps of earlier versions, which old runs in a warehouse still name, and the step that does their work now."""


def position(name: str) -> tuple[int, bool]:
    """Return what sorts recorded steps by the flow: a former step stands right after the one that took it over."""
    now = _TAKEN_OVER_BY.get(name, name)
    return ORDER.index(now) if now in ORDER else len(ORDER), now != name


def run_step(name: str, request: Request, runtime: Runtime) -> Report:
    """Run the step of that name, store its report under the request's run id, and return it.

    A step that fails leaves a report that says so, unless the warehouse itself cannot be written.
    A step is imported when it runs: a task of the nightly run pays for its own step alone.
    """
    if name not in ORDER:
        raise ValueError(f"no step is called {name!r}; the steps are {', '.join(ORDER)}")
    step = import_module(f"pipeline.steps.{name}.step")
    started_at = runtime.clock()
    began = time.monotonic()
    try:
        report: Report = step.run(request, runtime)
    except NewsfoldError as error:
        record(request, runtime, Report(name, {"failed": 1}, (str(error),)), started_at, began)
        raise
    return record(request, runtime, report, started_at, began)


def record(request: Request, runtime: Runtime, report: Report, started_at: datetime, began: float) -> Report:
    """Store the report of what began at `started_at`, by the process's own clock at `began`; return it timed."""
    timed = replace(report, seconds=round(time.monotonic() - began, 3))
    with runtime.warehouse.write() as db:
        run_log.record(db, request, timed, started_at)
    return timed


def run_all(request: Request, runtime: Runtime) -> Iterator[Report]:
    """Run every step in order, yielding each report as it is ready."""
    for name in ORDER:
        yield run_step(name, request, runtime)


def reports_of(rows: Iterable[Row]) -> list[Report]:
    """Return what each step of a run did, in the order of the flow, from the rows of its steps.

    A step that ran once for each source is added up.
    """
    reports: dict[str, Report] = {}
    for row in sorted(rows, key=lambda row: position(row["step"])):
        step, stored = row["step"], json.loads(row["report"])
        before = reports.get(step, Report(step))
        reports[step] = Report(
            step,
            {
                name: before.counts.get(name, 0) + stored["counts"].get(name, 0)
                for name in [
                    *before.counts,
                    *(name for name in stored["counts"] if name not in before.counts),
                ]
            },
            (*before.notes, *stored["notes"]),
            before.seconds + row["seconds"],
        )
    return list(reports.values())
