"""The days that a report speaks of: dates in its words, and weekdays resolved against its publication.

A date without a year is the one nearest to the publication. "On Thursday" is the last such day up to the publication,
"next Thursday" and "on Thursday" after "will" the one that comes. Where the publication is not known, a date without a year is its month
and day, and a weekday its name.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH: Final = r"(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
_DATE: Final = re.compile(
    rf"\b{_MONTH}\s(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s(\d{{4}})\b)?"
    rf"|\b(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s(\d{{4}})\b)?"
)
_NUMERIC: Final = re.compile(r"(?<![\d/.-])(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4}))(?![\d/-])")
_WEEKDAY: Final = re.compile(rf"\b(next\s|last\s|this\s)?({'|'.join(WEEKDAYS)})\b")
_RELATIVE: Final = re.compile(r"\b(yesterday|today|tonight|this\smorning)\b")
"""No "tomorrow": what is announced for the next day is not what the next day's reports tell of."""
_FUTURE: Final = re.compile(r"\b(?:will|scheduled|expected|due|upcoming|plans?)\b[^.]*$")
_SHIFT: Final = {"yesterday": -1}
_LOOK_BACK: Final = 60
"""Characters before a weekday in which "will" makes it one that comes."""


def days(text: str, published: date | None) -> frozenset[str]:
    """Return the days that a lower-case text names, as ISO dates; as `--MM-DD` or a weekday's name where no more can be known."""
    found = set(_dates(text, published)) | set(_numeric(text))
    if published is None:
        found |= {match[2] for match in _WEEKDAY.finditer(text)}
    else:
        found |= {day.isoformat() for day in _weekdays(text, published)}
        for match in _RELATIVE.finditer(text):
            found.add((published + timedelta(days=_SHIFT.get(match[1], 0))).isoformat())
    return frozenset(found)


def _dates(text: str, published: date | None) -> Iterator[str]:
    for match in _DATE.finditer(text):
        month = _month(match[1] or match[5])
        day, year = int(match[2] or match[4]), match[3] or match[6]
        try:
            if year:
                yield date(int(year), month, day).isoformat()
            elif published:
                yield _nearest(month, day, published).isoformat()
            else:
                date(2000, month, day)  # raises for a day that is none; 2000 is a leap year
                yield f"--{month:02}-{day:02}"
        except ValueError:
            continue


def _numeric(text: str) -> Iterator[str]:
    """Yield dates in digits; of `3/4/2026` the month first, as English papers that write so do."""
    for match in _NUMERIC.finditer(text):
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[4], match[5])
        try:
            yield date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue


def _weekdays(text: str, published: date) -> Iterator[date]:
    for match in _WEEKDAY.finditer(text):
        weekday = WEEKDAYS.index(match[2])
        back = (published.weekday() - weekday) % 7
        which = (match[1] or "").strip()
        comes = which == "next" or (
            not which and _FUTURE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        )
        if comes:
            yield published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)
        else:
            yield published - timedelta(days=back + (7 if which == "last" and back == 0 else 0))


def _nearest(month: int, day: int, published: date) -> date:
    found = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:  # 29 February
            continue
    if not found:
        raise ValueError(f"there is no day {day} in month {month}")
    return min(found, key=lambda each: abs((each - published).days))


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def gap(left: frozenset[str], right: frozenset[str]) -> int | None:
    """Return the days between the two nearest days of both, as `days` gives them; None where they do not tell.

    Days without a year lie in one year or around the turn of it; two weekdays that differ are one day apart.
    """
    gaps = [found for one in left for other in right if (found := _gap(one, other)) is not None]
    return min(gaps, default=None)


def _gap(one: str, other: str) -> int | None:
    if one == other:
        return 0
    short, long = sorted((one, other), key=len)
    if short in WEEKDAYS or long in WEEKDAYS:
        return _weekday_gap(one, other)
    if short.startswith("--"):
        apart = (_in_leap_year(long[-5:]) - _in_leap_year(short[-5:])).days % 366
        return min(apart, 366 - apart)
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _weekday_gap(one: str, other: str) -> int | None:
    weekdays = []
    for day in (one, other):
        if day.startswith("--"):
            return None
        weekdays.append(WEEKDAYS.index(day) if day in WEEKDAYS else date.fromisoformat(day).weekday())
    apart = (weekdays[0] - weekdays[1]) % 7
    return min(apart, 7 - apart, 1)


def _in_leap_year(month_day: str) -> date:
    return date.fromisoformat(f"2000-{month_day}")


def dateline(text: str) -> date | None:
    """Return the first whole date in a lower-case text, where one stands: that of its publication."""
    for match in _DATE.finditer(text):
        if year := match[3] or match[6]:
            with suppress(ValueError):
                return date(int(year), _month(match[1] or match[5]), int(match[2] or match[4]))
    return None
