"""The syndication network: who wrote first, who published it after them, how often and how fast.

The view `story_copies` says who copied whom in each story, and leaves out the stories of which that is not known.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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
class Copy:
    """A host that published a story which another, or an agency, wrote; `delay_seconds` is None where unknown."""

    origin: str
    copying_host: str
    delay_seconds: int | None


@dataclass(frozen=True, slots=True)
class CopyLine:
    """How often and how fast one host published what another, or an agency, wrote; delays are None where unknown."""

    origin: str
    copier: str
    stories: int
    median_seconds: float | None
    fastest_seconds: float | None

    @property
    def speed(self) -> str:
        """`fast`, `steady` or `slow`, by the median; `unknown` where there is none."""
        if self.median_seconds is None:
            return "unknown"
        if self.median_seconds <= _FAST_SECONDS:
            return "fast"
        return "steady" if self.median_seconds <= _SLOW_SECONDS else "slow"


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Everything the network page shows. Of `stories` on several hosts, `told_apart` have a known origin."""

    days: int
    first_day: date | None
    last_day: date | None
    host: str
    stories: int
    told_apart: int
    lines: tuple[CopyLine, ...]
    more_lines: int
    plot: FlowPlot


def network_page(db: Connection, days: int, host: str = "") -> NetworkPage:
    """Return who copied whom in the last `days` days that hold articles, of one host when it is named."""
    days = days if days in SPANS else SPANS[1]
    latest = db.rows("web/find_latest_article_time")[0]["latest_at"]
    copies: Sequence[Copy] = ()
    counted = {"stories": 0, "told_apart": 0}
    first = last = None
    if latest:
        end = datetime.combine(latest.date(), datetime.min.time(), UTC) + timedelta(days=1)
        start = end - timedelta(days=days)
        first, last = start.date(), latest.date()
        span = {"start_at": start, "end_at": end}
        copies = [Copy(**row) for row in db.rows("web/list_copies_between_hosts", **span)]
        counted |= db.rows("web/count_stories_of_several_hosts", **span)[0]
    lines = [line for line in copy_lines(copies) if not host or host in {line.origin, line.copier}]
    return NetworkPage(
        days=days,
        first_day=first,
        last_day=last,
        host=host,
        stories=counted["stories"],
        told_apart=counted["told_apart"],
        lines=tuple(lines[:MOST_LINES]),
        more_lines=max(len(lines) - MOST_LINES, 0),
        plot=flow_plot(
            [Flow(line.origin, line.copier, line.stories, line.speed) for line in lines[:MOST_FLOWS]]
        ),
    )


def copy_lines(copies: Iterable[Copy]) -> list[CopyLine]:
    """Return who copied whose stories, the most frequent first."""
    delays: defaultdict[tuple[str, str], list[int | None]] = defaultdict(list)
    for copy in copies:
        delays[copy.origin, copy.copying_host].append(copy.delay_seconds)
    lines = [_line(origin, copier, of_pair) for (origin, copier), of_pair in delays.items()]
    return sorted(lines, key=lambda line: (-line.stories, line.origin, line.copier))


def _line(origin: str, copier: str, delays: Sequence[int | None]) -> CopyLine:
    known = [delay for delay in delays if delay is not None]
    return CopyLine(origin, copier, len(delays), median(known) if known else None, min(known, default=None))
