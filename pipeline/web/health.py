"""Is the ingestion well: how much folds, what is rejected, how long runs take, what waits."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.steps.runner import position
from pipeline.web.display import short_day
from pipeline.web.plots import Columns, Segment, columns, every_day, stacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.ports import Connection, Row

SPANS = (14, 30, 90)  # days a reader may look back
_PLOT_HEIGHT = 120.0
_SPARK_HEIGHT = 22.0
_RUNS = 20


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source: its state, and how much of what it brought was folded."""

    row: Row
    articles: int
    folded: int
    spark: Columns


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run, of some sources where these were taken side by side."""

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
    steps: tuple[Step, ...]

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
class Rejection:
    """A reason with how often it was given, and by which sources most."""

    reason: str
    captures: int
    share: float
    sources: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Everything the health page shows."""

    days: int
    first_day: date | None
    last_day: date | None
    folding: Columns
    articles: int
    folded: int
    sources: tuple[SourceLine, ...]
    rejections: tuple[Rejection, ...]
    runs: tuple[Run, ...]
    bars: dict[str, tuple[Segment, ...]]
    step_medians: tuple[tuple[str, float], ...]
    checks: tuple[Row, ...]
    pending: tuple[Row, ...]


def health_page(db: Connection, days: int) -> HealthPage:
    """Return the state of the warehouse, folding over the last `days` days that hold articles."""
    days = days if days in SPANS else SPANS[0]
    latest = db.rows("web/find_latest_article_time")[0]["latest_at"]
    last_day = latest.date() if latest else None
    first_day = last_day - timedelta(days=days - 1) if last_day else None
    folding = _folding_rows(db, first_day, last_day)
    runs = list_runs(db)
    return HealthPage(
        days=days,
        first_day=first_day,
        last_day=last_day,
        folding=_folding_columns(folding, first_day, last_day, _PLOT_HEIGHT),
        articles=sum(row["articles"] for row in folding),
        folded=sum(row["folded"] for row in folding),
        sources=tuple(_source_lines(db, folding, first_day, last_day)),
        rejections=_rejections(db.rows("web/list_rejections_page")),
        runs=runs,
        bars=run_bars(runs),
        step_medians=_step_medians(runs),
        checks=tuple(db.rows("web/list_check_results", run_id=runs[0].run_id)) if runs else (),
        pending=tuple(db.rows("web/count_pending_work")),
    )


def _folding_rows(db: Connection, first: date | None, last: date | None) -> Sequence[Row]:
    if first is None or last is None:
        return ()
    start = datetime.combine(first, datetime.min.time(), UTC)
    end = datetime.combine(last, datetime.min.time(), UTC) + timedelta(days=1)
    return db.rows("web/list_folding_days", start_at=start, end_at=end)


def _folding_columns(rows: Iterable[Row], first: date | None, last: date | None, height: float) -> Columns:
    total: defaultdict[str, int] = defaultdict(int)
    folded: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        total[row["day"]] += row["articles"]
        folded[row["day"]] += row["folded"]
    days = every_day(first, last) if first and last else []
    return columns([(short_day(day), total[str(day)], folded[str(day)]) for day in days], height)


def _source_lines(
    db: Connection, folding: Sequence[Row], first: date | None, last: date | None
) -> Iterable[SourceLine]:
    by_source: defaultdict[str, list[Row]] = defaultdict(list)
    for row in folding:
        by_source[row["source_id"]].append(row)
    for row in db.rows("web/list_source_health"):
        own = by_source[row["source_id"]]
        yield SourceLine(
            row,
            sum(day["articles"] for day in own),
            sum(day["folded"] for day in own),
            _folding_columns(own, first, last, _SPARK_HEIGHT),
        )


def _rejections(rows: Iterable[Row]) -> tuple[Rejection, ...]:
    by_reason: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in rows:
        by_reason[row["reason"]].append((row["source_id"], row["captures"]))
    totals = {reason: sum(count for _, count in sources) for reason, sources in by_reason.items()}
    most = max(totals.values(), default=1)
    return tuple(
        Rejection(
            reason,
            totals[reason],
            100 * totals[reason] / most,
            tuple(sorted(by_reason[reason], key=lambda entry: (-entry[1], entry[0]))[:3]),
        )
        for reason in sorted(totals, key=lambda reason: (-totals[reason], reason))
    )


def list_runs(db: Connection) -> tuple[Run, ...]:
    """Return the last runs, the latest first."""
    by_run: dict[str, list[Row]] = {}
    for row in db.rows("web/list_runs_page", at_most=_RUNS):
        by_run.setdefault(row["run_id"], []).append(row)
    return tuple(_run(rows) for rows in by_run.values())


def run_bars(runs: Sequence[Run]) -> dict[str, tuple[Segment, ...]]:
    """Return the time of each run's steps as a bar, all on one scale."""
    longest = max((run.seconds for run in runs), default=0.0)
    return {run.run_id: stacked(run.seconds_by_step, longest) for run in runs}


def show_run(db: Connection, run_id: str) -> tuple[Run, tuple[Row, ...]]:
    """Return a run with its checks; raise NotFoundError where no step of that run was recorded."""
    rows = db.rows("web/list_run_steps", run_id=run_id)
    if not rows:
        raise NotFoundError(f"No step of the run {run_id} has been recorded yet.")
    return _run(rows), tuple(db.rows("web/list_check_results", run_id=run_id))


def _run(rows: Sequence[Row]) -> Run:
    # By the flow, not by the clock: steps take less than the second their times are kept to.
    steps = tuple(_step(row) for row in sorted(rows, key=lambda row: position(row["step"])))
    starts = [row["window_start_at"] for row in rows if row["window_start_at"]]
    ends = [row["window_end_at"] for row in rows if row["window_end_at"]]
    return Run(
        run_id=rows[0]["run_id"],
        started_at=min(step.started_at for step in steps),
        window_start_at=min(starts, default=None),
        window_end_at=max(ends, default=None),
        steps=steps,
    )


def _step(row: Row) -> Step:
    report = _report(row["report"])
    counts = report.get("counts")
    notes = report.get("notes")
    return Step(
        name=row["step"],
        sources=row["sources"],
        started_at=row["started_at"],
        seconds=row["seconds"],
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


def _step_medians(runs: Sequence[Run]) -> tuple[tuple[str, float], ...]:
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    for run in runs:
        for name, spent in run.seconds_by_step.items():
            seconds[name].append(spent)
    return tuple((name, median(values)) for name, values in seconds.items())
