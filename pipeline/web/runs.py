"""Runs as they are shown: the steps of each, what they counted, how long they took, and what its checks found."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.steps.runner import position
from pipeline.web.plots import Segment, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from pipeline.ports import Connection

_RUNS = 20


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """One step of a run as it was recorded, its report as JSON."""

    run_id: str
    step: str
    sources: str
    window_start_at: datetime | None
    window_end_at: datetime | None
    started_at: datetime
    seconds: float
    report: str


@dataclass(frozen=True, slots=True)
class RunStep:
    """One step of a run; `sources` names those it took, where a step is run for each group of sources."""

    name: str
    sources: str
    started_at: datetime
    seconds: float
    counts: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One run with its steps, and their time as a bar."""

    run_id: str
    started_at: datetime
    window_start_at: datetime | None
    window_end_at: datetime | None
    steps: tuple[RunStep, ...]

    @property
    def seconds(self) -> float:
        """How long all steps took, one after the other."""
        return sum(step.seconds for step in self.steps)

    @property
    def seconds_by_step(self) -> dict[str, float]:
        """How long each step took, over all its sources."""
        spent: dict[str, float] = {}
        for step in self.steps:
            spent[step.name] = spent.get(step.name, 0.0) + step.seconds
        return spent

    @property
    def day(self) -> date | None:
        """The day it loaded; None where it was not asked for one."""
        return self.window_start_at.date() if self.window_start_at else None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check of a run found: how many offending rows, and some of them."""

    check_name: str
    offending: int
    sample: str | None


def list_runs(db: Connection) -> tuple[Run, ...]:
    """Return the last runs, the latest first."""
    by_run: dict[str, list[RecordedStep]] = {}
    for row in db.rows("web/list_runs_page", at_most=_RUNS):
        recorded = RecordedStep(**row)
        by_run.setdefault(recorded.run_id, []).append(recorded)
    return tuple(map(_run, by_run.values()))


def show_run(db: Connection, run_id: str) -> Run:
    """Return a run; raise NotFoundError where no step of that run was recorded."""
    rows = db.rows("shared/list_run_steps", run_id=run_id)
    if not rows:
        raise NotFoundError(f"No step of the run {run_id} has been recorded yet.")
    return _run([RecordedStep(**row) for row in rows])


def list_checks(db: Connection, run_id: str) -> tuple[CheckResult, ...]:
    """Return what the checks of a run found, those with offending rows first."""
    return tuple(CheckResult(**row) for row in db.rows("web/list_check_results", run_id=run_id))


def run_bars(runs: Sequence[Run]) -> dict[str, tuple[Segment, ...]]:
    """Return the time of each run's steps as a bar, all on one scale."""
    longest = max((run.seconds for run in runs), default=0.0)
    return {run.run_id: stacked(run.seconds_by_step, longest) for run in runs}


def step_medians(runs: Sequence[Run]) -> tuple[tuple[str, float], ...]:
    """Return how long each step usually takes."""
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    for run in runs:
        for name, spent in run.seconds_by_step.items():
            seconds[name].append(spent)
    return tuple((name, median(values)) for name, values in seconds.items())


def _run(recorded: Sequence[RecordedStep]) -> Run:
    # In the order of the flow, not of the clock: times are stored to the second, and a step may take less.
    steps = tuple(_step(each) for each in sorted(recorded, key=lambda each: position(each.step)))
    starts = [each.window_start_at for each in recorded if each.window_start_at]
    ends = [each.window_end_at for each in recorded if each.window_end_at]
    return Run(
        run_id=recorded[0].run_id,
        started_at=min(step.started_at for step in steps),
        window_start_at=min(starts, default=None),
        window_end_at=max(ends, default=None),
        steps=steps,
    )


def _step(recorded: RecordedStep) -> RunStep:
    report = _report(recorded.report)
    counts, notes = report.get("counts"), report.get("notes")
    return RunStep(
        name=recorded.step,
        sources=recorded.sources,
        started_at=recorded.started_at,
        seconds=recorded.seconds,
        counts=tuple((str(name), int(count)) for name, count in counts.items())
        if isinstance(counts, dict)
        else (),
        notes=tuple(str(note) for note in notes) if isinstance(notes, list) else (),
    )


def _report(stored: str) -> dict[str, Any]:
    try:
        report = json.loads(stored)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}
