"""Whether ingestion works: how much is folded, what is rejected, how long runs take, and what still has to be done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.review.last_run import LastRun, last_run
from pipeline.web.display import short_day
from pipeline.web.plots import Columns, Segment, columns, every_day
from pipeline.web.runs import CheckResult, Run, list_checks, list_runs, run_bars, step_medians

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.ports import Connection

SPANS = (14, 30, 90)  # days a reader may look back
_PLOT_HEIGHT = 120.0
_SPARK_HEIGHT = 22.0
_MOST_SOURCES = 3  # named for each reason


@dataclass(frozen=True, slots=True)
class FoldingDay:
    """Articles of a source on a day, and how many of them were folded into the story of another."""

    day: str
    source_id: str
    articles: int
    folded: int


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source, its last poll, and what of the entries it announced is still to be fetched or was refused."""

    source_id: str
    kind: str
    enabled: bool
    polled_at: datetime | None
    poll_outcome: str | None
    waiting: int
    refused: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source, and how much of what it brought was folded."""

    source: SourceState
    articles: int
    folded: int
    spark: Columns


@dataclass(frozen=True, slots=True)
class RejectionReason:
    """A reason with how often it was given, and by which sources most."""

    reason: str
    captures: int
    share: float
    sources: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PendingWork:
    """How many articles or captures still have to go through a step."""

    step: str
    subjects: int


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Everything the health page shows."""

    latest: LastRun
    days: int
    first_day: date | None
    last_day: date | None
    folding: Columns
    articles: int
    folded: int
    sources: tuple[SourceLine, ...]
    rejections: tuple[RejectionReason, ...]
    runs: tuple[Run, ...]
    bars: dict[str, tuple[Segment, ...]]
    step_medians: tuple[tuple[str, float], ...]
    checks: tuple[CheckResult, ...]
    pending: tuple[PendingWork, ...]


def health_page(db: Connection, days: int, now: datetime) -> HealthPage:
    """Return the state of the warehouse at `now`, folding over the last `days` days that hold articles."""
    days = days if days in SPANS else SPANS[0]
    latest = db.rows("web/find_latest_article_time")[0]["latest_at"]
    shown = every_day(latest.date() - timedelta(days=days - 1), latest.date()) if latest else []
    folding = _folding_days(db, shown)
    runs = list_runs(db)
    return HealthPage(
        latest=last_run(db, now),
        days=days,
        first_day=shown[0] if shown else None,
        last_day=shown[-1] if shown else None,
        folding=_folding_columns(folding, shown, _PLOT_HEIGHT),
        articles=sum(day.articles for day in folding),
        folded=sum(day.folded for day in folding),
        sources=tuple(_source_lines(db, folding, shown)),
        rejections=_rejection_reasons(db),
        runs=runs,
        bars=run_bars(runs),
        step_medians=step_medians(runs),
        checks=list_checks(db, runs[0].run_id) if runs else (),
        pending=tuple(PendingWork(**row) for row in db.rows("web/count_pending_work")),
    )


def _folding_days(db: Connection, days: Sequence[date]) -> list[FoldingDay]:
    if not days:
        return []
    start = datetime.combine(days[0], datetime.min.time(), UTC)
    end = datetime.combine(days[-1], datetime.min.time(), UTC) + timedelta(days=1)
    return [FoldingDay(**row) for row in db.rows("web/list_folding_days", start_at=start, end_at=end)]


def _folding_columns(folding: Iterable[FoldingDay], days: Iterable[date], height: float) -> Columns:
    total: defaultdict[str, int] = defaultdict(int)
    folded: defaultdict[str, int] = defaultdict(int)
    for one in folding:
        total[one.day] += one.articles
        folded[one.day] += one.folded
    return columns([(short_day(day), total[str(day)], folded[str(day)]) for day in days], height)


def _source_lines(
    db: Connection, folding: Iterable[FoldingDay], days: Sequence[date]
) -> Iterable[SourceLine]:
    by_source: defaultdict[str, list[FoldingDay]] = defaultdict(list)
    for one in folding:
        by_source[one.source_id].append(one)
    for row in db.rows("web/list_source_health"):
        source = SourceState(**row)
        own = by_source[source.source_id]
        yield SourceLine(
            source,
            sum(day.articles for day in own),
            sum(day.folded for day in own),
            _folding_columns(own, days, _SPARK_HEIGHT),
        )


def _rejection_reasons(db: Connection) -> tuple[RejectionReason, ...]:
    by_reason: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in db.rows("web/list_rejections_page"):
        by_reason[row["reason"]].append((row["source_id"], row["captures"]))
    totals = {reason: sum(count for _, count in sources) for reason, sources in by_reason.items()}
    most = max(totals.values(), default=1)
    return tuple(
        RejectionReason(
            reason,
            totals[reason],
            100 * totals[reason] / most,
            tuple(sorted(by_reason[reason], key=lambda entry: (-entry[1], entry[0]))[:_MOST_SOURCES]),
        )
        for reason in sorted(totals, key=lambda reason: (-totals[reason], reason))
    )
