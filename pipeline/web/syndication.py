"""The syndication network: who wrote first, who published it after them, how often and how fast.

Two things alone decide who wrote first: an agency that is credited as a story's origin, or else the host whose article
is the earliest. A host counts once a story.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from pipeline.web.flow_plot import Flow, FlowPlot, flow_plot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pipeline.ports import Connection

SPANS = (7, 30, 90)
MOST_FLOWS = 60  # more curves than that are a tangle; the table below has the rest
MOST_LINES = 200
_FAST_SECONDS = 3_600  # within the hour: a wire copy, published as it comes
_SLOW_SECONDS = 12 * 3_600  # past half a day: somebody chose it


@dataclass(frozen=True, slots=True)
class FirstCopy:
    """The earliest article of a host in a story that several hosts published."""

    story_id: str
    origin: str | None
    host: str
    article_at: datetime


@dataclass(frozen=True, slots=True)
class CopyLine:
    """How often and how fast one host published what another, or an agency, wrote."""

    origin: str
    copier: str
    stories: int
    median_seconds: float
    fastest_seconds: float

    @property
    def speed(self) -> str:
        """`fast`, `steady` or `slow`, by the median."""
        if self.median_seconds <= _FAST_SECONDS:
            return "fast"
        return "steady" if self.median_seconds <= _SLOW_SECONDS else "slow"


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Everything the network page shows."""

    days: int
    first_day: date | None
    last_day: date | None
    host: str
    stories: int
    lines: tuple[CopyLine, ...]
    more_lines: int
    plot: FlowPlot


def network_page(db: Connection, days: int, host: str = "") -> NetworkPage:
    """Return who copied whom in the last `days` days that hold articles, of one host when it is named."""
    days = days if days in SPANS else SPANS[1]
    latest = db.rows("web/find_latest_article_time")[0]["latest_at"]
    copies: Sequence[FirstCopy] = ()
    first = last = None
    if latest:
        end = datetime.combine(latest.date(), datetime.min.time(), UTC) + timedelta(days=1)
        start = end - timedelta(days=days)
        first, last = start.date(), latest.date()
        rows = db.rows("web/list_copies_between_hosts", start_at=start, end_at=end)
        copies = [FirstCopy(**row) for row in rows]
    lines = [line for line in copy_lines(copies) if not host or host in {line.origin, line.copier}]
    return NetworkPage(
        days=days,
        first_day=first,
        last_day=last,
        host=host,
        stories=len({copy.story_id for copy in copies}),
        lines=tuple(lines[:MOST_LINES]),
        more_lines=max(len(lines) - MOST_LINES, 0),
        plot=flow_plot(
            [Flow(line.origin, line.copier, line.stories, line.speed) for line in lines[:MOST_FLOWS]]
        ),
    )


def copy_lines(copies: Iterable[FirstCopy]) -> list[CopyLine]:
    """Return who copied whose stories, the most frequent first; copies are sorted by story and time."""
    delays: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for _, group in groupby(copies, key=lambda copy: copy.story_id):
        of_story = list(group)
        first = of_story[0]
        origin = _origin(of_story)
        for copy in of_story:
            if copy.host != origin:
                delays[origin, copy.host].append((copy.article_at - first.article_at).total_seconds())
    lines = [
        CopyLine(origin, copier, len(seconds), median(seconds), min(seconds))
        for (origin, copier), seconds in delays.items()
    ]
    return sorted(lines, key=lambda line: (-line.stories, line.origin, line.copier))


def _origin(of_story: Sequence[FirstCopy]) -> str:
    """Return who wrote the story first.

    An origin that is no host of the story is an agency. One that is a host but came late did not write first.
    """
    first = of_story[0]
    if first.origin and first.origin not in {copy.host for copy in of_story}:
        return first.origin
    return first.host
