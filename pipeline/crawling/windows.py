"""Days as windows: half open, in UTC, so that every moment belongs to exactly one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pipeline.model import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = timedelta(days=1)


def day_window(day: date) -> Window:
    """Return the window of one UTC day."""
    start = datetime.combine(day, time(), UTC)
    return Window(start, start + _DAY)


def previous_day(now: datetime) -> date:
    """Return the last UTC day that has ended by `now`."""
    return now.astimezone(UTC).date() - _DAY


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last`, both included."""
    day = first
    while day <= last:
        yield day
        day += _DAY
