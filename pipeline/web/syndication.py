"""The syndication network: who wrote first, who carried it after, how often and how fast.

Direction is told by two things only: an agency credited as a story's origin gives to all who carried it; otherwise
the host whose article is earliest gives to the others. A host counts once a story.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from pipeline.web.plots import Flow, FlowPlot, flow_plot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pipeline.ports import Connection, Row

SPANS = (7, 30, 90)
MOST_FLOWS = 60  # more curves than that are a tangle; the table below has the rest
MOST_LINES = 200
_FAST_SECONDS = 3_600  # within the hour: a wire copy, published as it comes
_SLOW_SECONDS = 12 * 3_600  # past half a day: somebody chose it


@dataclass(frozen=True, slots=True)
class CopyLine:
    """How one host carried what another wrote."""

    giver: str
    taker: str
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
    speeds: dict[tuple[str, str], CopyLine]


def network_page(db: Connection, days: int, host: str = "") -> NetworkPage:
    """Return who copied whom in the last `days` days that hold articles, of one host when it is named."""
    days = days if days in SPANS else SPANS[1]
    latest = db.rows("web/find_latest_article_time")[0]["latest_at"]
    rows: Sequence[Row] = ()
    first = last = None
    if latest:
        end = datetime.combine(latest.date(), datetime.min.time(), UTC) + timedelta(days=1)
        start = end - timedelta(days=days)
        first, last = start.date(), latest.date()
        rows = db.rows("web/list_copies_between_hosts", start_at=start, end_at=end)
    found = copy_lines(rows)
    lines = [line for line in found if not host or host in {line.giver, line.taker}]
    drawn = lines[:MOST_FLOWS]
    return NetworkPage(
        days=days,
        first_day=first,
        last_day=last,
        host=host,
        stories=len({row["story_id"] for row in rows}),
        lines=tuple(lines[:MOST_LINES]),
        more_lines=max(len(lines) - MOST_LINES, 0),
        plot=flow_plot([Flow(line.giver, line.taker, line.stories, line.speed) for line in drawn]),
        speeds={(line.giver, line.taker): line for line in drawn},
    )


def copy_lines(rows: Iterable[Row]) -> list[CopyLine]:
    """Return who carried whose stories, the commonest way first; rows are sorted by story and time."""
    delays: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for _, group in groupby(rows, key=lambda row: row["story_id"]):
        carried = list(group)
        first = carried[0]
        hosts = {row["host"] for row in carried}
        # An origin that is no host of the story is an agency; one that is, but came late, is not who gave.
        agency = first["origin"] if first["origin"] and first["origin"] not in hosts else None
        giver = agency or first["host"]
        for row in carried:
            if row["host"] != giver:
                delays[giver, row["host"]].append((row["article_at"] - first["article_at"]).total_seconds())
    lines = [
        CopyLine(giver, taker, len(seconds), median(seconds), min(seconds))
        for (giver, taker), seconds in delays.items()
    ]
    return sorted(lines, key=lambda line: (-line.stories, line.giver, line.taker))
