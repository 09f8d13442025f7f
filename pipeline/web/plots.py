"""Positions of the marks of a plot: numbers become percentages across and pixels down; the templates draw them.

Across is always in percent, so that a plot fills its column on any screen while text and dots keep their size.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
    """A span of time across a plot."""

    start: datetime
    end: datetime
    ticks: tuple[Tick, ...]

    def x(self, moment: datetime) -> float:
        """Return the position of a moment, in percent."""
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
    """Columns side by side, one for each label."""

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
    """Return every day from the first to the last, both included, so that a day without rows shows as a gap."""
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


class Segment(NamedTuple):
    """A stretch of a bar, in percent of the plot."""

    name: str
    x: float
    width: float
    value: float


def stacked(parts: Mapping[str, float], most: float) -> tuple[Segment, ...]:
    """Return the parts end to end, where `most` is the whole width."""
    segments, x = [], 0.0
    for name, value in parts.items():
        width = 100 * value / most if most else 0.0
        segments.append(Segment(name, round(x, 3), round(width, 3), value))
        x += width
    return tuple(segments)
