"""Whether a date that a page or a feed gives can be believed, and which moment in UTC it is.

A wrong date puts an article into the wrong night and away from its copies; no date puts it at the time of its
capture, which is seldom far off. So a date that cannot be true is not corrected but refused, with a note.
A time without a zone is read as UTC: the error is at most 14 hours, less than the day that is granted anyway.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before the first web page; what lies earlier is a clock at zero, a default, or the subject of the article."""

FUTURE_GRANTED = timedelta(days=1)
"""Zones and wrong clocks make honest dates run ahead of the fetch by less than this."""

UNREADABLE = "unreadable"
IMPOSSIBLE = "impossible"
BEFORE_THE_WEB = "before_the_web"
AFTER_THE_FETCH = "after_the_fetch"

_ISO = re.compile(
    r"(?P<year>\d{4})[-/.]?(?P<month>\d{2})[-/.]?(?P<day>\d{2})"
    r"(?:[T\s_]+(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[ECMP][SD]T|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?![\d:])",
    re.IGNORECASE,
)
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?|(?P<month2>[A-Za-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
    r",?\s+(?P<year>\d{4})"
)
_AMERICAN_HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
"""The zones the mail format knows by name; news pages use them in other formats, too."""
_EPOCH = re.compile(r"-?\d{1,10}|\d{13}|\d{10}\.\d+")
_EPOCH_MILLISECONDS_DIGITS = 13
_MAX_CHARACTERS = 100
"""Longer strings are no dates, and are not searched for one."""


class Belief(NamedTuple):
    """The moment that a date names in UTC, or None and the reason that it is not believed."""

    moment: datetime | None = None
    note: str | None = None


def believe(raw: str | None, fetched_at: datetime) -> Belief:
    """Return what `raw` names, where that can be true of an article fetched then; an empty belief for no date."""
    text = (raw or "").strip()
    if not text:
        return Belief()
    try:
        moment = _read(text[: _MAX_CHARACTERS + 1])
    except (ValueError, OverflowError, OSError):
        return Belief(note=IMPOSSIBLE)
    if moment is None:
        return Belief(note=UNREADABLE)
    if moment < EARLIEST:
        return Belief(note=BEFORE_THE_WEB)
    if moment > fetched_at + FUTURE_GRANTED:
        return Belief(note=AFTER_THE_FETCH)
    return Belief(moment)


def _read(text: str) -> datetime | None:
    """Return the moment, None when `text` has no form we know; raise ValueError when it has, but cannot be."""
    if len(text) > _MAX_CHARACTERS:
        return None
    if _EPOCH.fullmatch(text) and not _ISO.fullmatch(text):
        seconds = int(text) / 1000 if len(text) == _EPOCH_MILLISECONDS_DIGITS else float(text)
        return datetime.fromtimestamp(seconds, UTC)
    if match := _ISO.match(text):
        return _from_iso(match)
    if moment := _from_mail(text):
        return moment
    if match := _ENGLISH.search(text):
        return _from_english(match)
    return None


def _from_iso(match: re.Match[str]) -> datetime:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    days, hour = divmod(hour, 24) if (hour, minute, second) == (24, 0, 0) else (0, hour)
    second = min(second, 59)  # a leap second
    moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC) + timedelta(days=days)
    return moment - _offset(match["zone"])


def _offset(zone: str | None) -> timedelta:
    if not zone or zone[0] not in "+-":
        return timedelta(hours=_AMERICAN_HOURS.get((zone or "").upper(), 0))
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > timedelta(hours=14):
        raise ValueError(f"no zone is {zone} from UTC")
    return -offset if zone[0] == "-" else offset


def _from_mail(text: str) -> datetime | None:
    """Return what the mail format of RSS says ("Mon, 19 Dec 2016 08:30:00 EST"), None for any other form."""
    if not re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}", text) or ":" not in text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, IndexError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _from_english(match: re.Match[str]) -> datetime | None:
    """Return the day of "December 18, 2016" or "18 Dec 2016", None when the word is no month."""
    name = (match["month"] or match["month2"])[:3].lower()
    if name not in _ENGLISH_MONTHS:
        return None
    day = int(match["day"] or match["day2"])
    return datetime(int(match["year"]), _ENGLISH_MONTHS.index(name) + 1, day, tzinfo=UTC)
