"""Where the marks of a plot stand: numbers become percentages across and pixels down; the templates draw them.

Across is always in percent, so a plot fills its column on any screen while text and dots keep their size.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

_MARGIN_PERCENT = 5.0  # keeps the dots at both ends whole: six pixels of the narrowest track, 120 wide
_SHORTEST_SPAN = timedelta(hours=1)  # copies within seconds do not deserve an axis of seconds
_STEPS = tuple(
    timedelta(minutes=minutes)
    for minutes in (5, 15, 30, 60, 180, 360, 720, 1440, 2880, 10080, 20160, 43200, 129600, 525600)
)
_MOST_TICKS = 5  # more would touch on a telephone


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment marked on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A span of time laid across a plot."""

    start: datetime
    end: datetime
    ticks: tuple[Tick, ...]

    def x(self, moment: datetime) -> float:
        """Return where a moment stands, in percent."""
        share = (moment - self.start) / (self.end - self.start)
        return round(_MARGIN_PERCENT + share * (100 - 2 * _MARGIN_PERCENT), 2)


def time_axis(moments: Sequence[datetime]) -> TimeAxis:
    """Return an axis from the first to the last moment, an hour at least, with a few round ticks."""
    start, end = min(moments), max(moments)
    end = max(end, start + _SHORTEST_SPAN)
    step = next((step for step in _STEPS if (end - start) / step <= _MOST_TICKS), _STEPS[-1])
    bare = TimeAxis(start, end, ())
    midnight = start.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    tick = midnight + -((midnight - start) // step) * step
    ticks: list[Tick] = []
    while tick <= end and len(ticks) <= _MOST_TICKS:
        ticks.append(Tick(bare.x(tick), _tick_label(tick, step)))
        tick += step
    return TimeAxis(start, end, tuple(ticks))


def _tick_label(moment: datetime, step: timedelta) -> str:
    if step >= timedelta(days=1) or moment.hour == moment.minute == 0:
        return f"{moment.day} {moment:%b}"
    return f"{moment:%H:%M}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: `height` of the whole, and how much of it from the bottom is `filled`, in pixels."""

    label: str
    x: float
    width: float
    height: float
    filled: float
    total: int
    part: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side, one for each label, no two closer than a reader can tell apart."""

    height: float
    bars: tuple[Bar, ...]
    most: int


def columns(values: Sequence[tuple[str, int, int]], height: float) -> Columns:
    """Return a column for each (label, total, part of it), the largest as high as the plot."""
    most = max((total for _, total, _ in values), default=0)
    slot = 100 / max(len(values), 1)
    scale = height / most if most else 0.0
    bars = tuple(
        Bar(
            label=label,
            x=round(position * slot + slot * 0.1, 3),
            width=round(slot * 0.8, 3),
            height=round(total * scale, 2),
            filled=round(part * scale, 2),
            total=total,
            part=part,
        )
        for position, (label, total, part) in enumerate(values)
    )
    return Columns(height, bars, most)


def every_day(first: date, last: date) -> list[date]:
    """Return every day from the first to the last, both included, so that a day without rows is a gap one sees."""
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


class Segment(NamedTuple):
    """A stretch of a bar, in percent of the plot."""

    name: str
    x: float
    width: float
    value: float


def stacked(parts: Mapping[str, float], most: float) -> tuple[Segment, ...]:
    """Return the parts laid end to end, `most` being the whole width."""
    segments, x = [], 0.0
    for name, value in parts.items():
        width = 100 * value / most if most else 0.0
        segments.append(Segment(name, round(x, 3), round(width, 3), value))
        x += width
    return tuple(segments)


ROW_PIXELS = 30  # of one name in the network: two lines of text cannot collide
_FILLED = 0.8  # of a row; what is left keeps one name's curves from the next one's
_THINNEST = 0.6  # a single story among thousands must still be seen


class Flow(NamedTuple):
    """What goes from one name on the left to one on the right."""

    giver: str
    taker: str
    amount: int
    speed: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A flow as drawn: a curve from the left edge to the right."""

    flow: Flow
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Name:
    """A name beside the curves: the middle of its row, and how high its curves stand together."""

    name: str
    y: float
    height: float
    amount: int


@dataclass(frozen=True, slots=True)
class FlowPlot:
    """Names left and right, in an order that lets few curves cross, and the curves between them."""

    givers: tuple[Name, ...]
    takers: tuple[Name, ...]
    threads: tuple[Thread, ...]
    height: int


def flow_plot(flows: Sequence[Flow]) -> FlowPlot:
    """Return the flows as curves as thick as their amounts, stacked at each name so that none hides another.

    Givers stand by what they give, takers beside those they take from.
    """
    given = _totals((flow.giver, flow.amount) for flow in flows)
    taken = _totals((flow.taker, flow.amount) for flow in flows)
    left_order = sorted(given, key=lambda name: (-given[name], name))
    place = {name: position for position, name in enumerate(left_order)}
    centres = _totals((flow.taker, place[flow.giver] * flow.amount) for flow in flows)
    right_order = sorted(taken, key=lambda name: (centres[name] / taken[name], name))
    rows = max(len(given), len(taken), 1)
    pixels = min(
        (_FILLED * rows * ROW_PIXELS / len(side) / max(side.values()) for side in (given, taken) if side),
        default=1.0,
    )
    givers = _names(left_order, given, rows, pixels)
    takers = _names(right_order, taken, rows, pixels)
    return FlowPlot(givers, takers, _threads(flows, givers, takers, pixels), rows * ROW_PIXELS)


def _totals(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    totals: defaultdict[str, int] = defaultdict(int)
    for name, amount in amounts:
        totals[name] += amount
    return totals


def _names(order: Sequence[str], totals: Mapping[str, int], rows: int, pixels: float) -> tuple[Name, ...]:
    """Return the names spread over the height of `rows`, each in the middle of its share."""
    share = rows * ROW_PIXELS / max(len(order), 1)
    return tuple(
        Name(
            name,
            round((position + 0.5) * share, 1),
            round(max(totals[name] * pixels, _THINNEST), 2),
            totals[name],
        )
        for position, name in enumerate(order)
    )


def _threads(
    flows: Sequence[Flow], givers: Sequence[Name], takers: Sequence[Name], pixels: float
) -> tuple[Thread, ...]:
    """Return the curves; at either end they leave in the order of where they go."""
    left = {name.name: name.y for name in givers}
    right = {name.name: name.y for name in takers}
    by_left = sorted(flows, key=lambda flow: (left[flow.giver], right[flow.taker]))
    by_right = sorted(flows, key=lambda flow: (right[flow.taker], left[flow.giver]))
    starts = _stacked_ends([(flow, flow.giver) for flow in by_left], givers, pixels)
    ends = _stacked_ends([(flow, flow.taker) for flow in by_right], takers, pixels)
    return tuple(
        Thread(
            flow,
            f"M0,{starts[flow]} C50,{starts[flow]} 50,{ends[flow]} 100,{ends[flow]}",
            round(max(flow.amount * pixels, _THINNEST), 2),
        )
        for flow in sorted(flows, key=lambda flow: (-flow.amount, flow.giver, flow.taker))
    )


def _stacked_ends(
    flows: Iterable[tuple[Flow, str]], names: Sequence[Name], pixels: float
) -> dict[Flow, float]:
    """Return the middle of each flow's end at the name it is given with, one below the other."""
    reached = {name.name: name.y - name.amount * pixels / 2 for name in names}
    ends = {}
    for flow, name in flows:
        ends[flow] = round(reached[name] + flow.amount * pixels / 2, 2)
        reached[name] += flow.amount * pixels
    return ends
