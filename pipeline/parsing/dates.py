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
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.parsing.calendars import gregorian
from pipeline.parsing.written_dates import Locale, Moment, ascii_digits, written_dates
from pipeline.parsing.zones import NAMES, offset_of

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
    r"(?:[T\s_]+(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2})(?:[:.]?(?P<second>\d{2})(?:[.,]\d+)?)?|(?=Z?$))"
    rf"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>(?:{NAMES})\b(?:[+-]\d{{1,2}}(?::?\d{{2}})?)?|[+\u2212-]\d{{2}}:?\d{{2}}|[+-]\d{{2}})?"
    r"\s*\[?(?P<city>[A-Z][A-Za-z]+/[A-Za-z_/]+)?)?(?![\d:])",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{8})(\d{4}|\d{6})")
"""A day and a time without anything between them."""
_EPOCH = re.compile(r"-?\d{1,10}|\d{13}|\d{10}\.\d+")
_EPOCH_MILLISECONDS_DIGITS = 13
_DOTNET = re.compile(r"/Date\((\d{13})(?:[+-]\d{4})?\)/")
"""Milliseconds as programs of one maker write them into JSON."""
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:GMT|UTC?|Z|[ECMP][SD]T|[+-]\d{4})?$"
)
"""The form of mail, with the zones that it knows."""
_END_OF_DAY = re.compile(r" 24:00(?!:0?[1-9]|:[1-5])")
_NOON = 12
_NO_BOUND = datetime(9999, 1, 1, tzinfo=UTC)
_MAX_CHARACTERS = 100
"""Longer strings are no dates, and are not searched for one."""


class Belief(NamedTuple):
    """The moment that a date names in UTC, or None and the reason that it is not believed."""

    moment: datetime | None = None
    note: str | None = None


class ExactBelief(NamedTuple):
    """The moment with how exactly it is written, or None and the reason that it is not believed."""

    moment: Moment | None = None
    note: str | None = None


def believe(raw: str | None, fetched_at: datetime) -> Belief:
    """Return what `raw` names, where that can be true of an article fetched then; an empty belief for no date."""
    moment, note = believe_moment(raw, fetched_at)
    return Belief(moment.at if moment else None, note)


def believe_moment(raw: str | None, fetched_at: datetime, locale: Locale | None = None) -> ExactBelief:
    """Return what `believe` does, and how exactly it is written; `locale` says how its numbers are to be read."""
    text = (raw or "").strip()
    if not text:
        return ExactBelief()
    try:
        moment = _read(text[: _MAX_CHARACTERS + 1], locale or Locale(), fetched_at + FUTURE_GRANTED)
    except (ValueError, OverflowError, OSError):
        return ExactBelief(note=IMPOSSIBLE)
    if moment is None:
        return ExactBelief(note=UNREADABLE)
    return within_bounds(moment, fetched_at)


def within_bounds(moment: Moment, fetched_at: datetime) -> ExactBelief:
    """Believe the moment where it lies between the first web page and the fetch."""
    if moment.at < EARLIEST:
        return ExactBelief(note=BEFORE_THE_WEB)
    if moment.at > fetched_at + FUTURE_GRANTED:
        return ExactBelief(note=AFTER_THE_FETCH)
    return ExactBelief(moment)


def _read(text: str, locale: Locale, latest: datetime) -> Moment | None:
    """Return the moment, None when `text` has no form we know; raise ValueError when it has, but cannot be."""
    if len(text) > _MAX_CHARACTERS:
        return None
    text = ascii_digits(text)
    if dotnet := _DOTNET.fullmatch(text):
        text = dotnet[1]
    text = _COMPACT.sub(r"\1T\2", text) if _COMPACT.fullmatch(text) else text
    if _EPOCH.fullmatch(text) and not _ISO.fullmatch(text):
        seconds = int(text) / 1000 if len(text) == _EPOCH_MILLISECONDS_DIGITS else float(text)
        return Moment(datetime.fromtimestamp(seconds, UTC), "second")
    if (match := _ISO.match(text)) and (match["hour"] or ":" not in text[match.end() :]):
        return _from_iso(match, locale)
    if moment := _from_mail(text, locale):
        return moment
    for bound in (
        latest,
        _NO_BOUND,
    ):  # of two orders of day and month the possible one; else what stands there
        if written := next(written_dates(text, locale, bound), None):
            return written.moment
    return None


def _from_iso(match: re.Match[str], locale: Locale) -> Moment:
    day = gregorian(*(int(match[name]) for name in ("year", "month", "day")))
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    days, hour = divmod(hour, 24) if (hour, minute, second) == (24, 0, 0) else (0, hour)
    if match["half"] and hour <= _NOON:
        hour = hour % _NOON + (_NOON if match["half"][0] in "pP" else 0)
    second = min(second, 59)  # a leap second
    at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC) + timedelta(days=days)
    precision = next((name for name in ("second", "minute", "hour") if match[name]), "day")
    if match["city"] and not match["zone"]:
        return Moment(at - _offset_in(match["city"], at), precision)
    if locale.zone and not match["zone"] and precision != "day":
        return Moment(at - _offset_in(locale.zone, at), precision)
    return Moment(at - (offset_of(match["zone"], locale.country, locale.language) or timedelta()), precision)


def _offset_in(city: str, at: datetime) -> timedelta:
    try:
        return at.replace(tzinfo=ZoneInfo(city)).utcoffset() or timedelta()
    except (ZoneInfoNotFoundError, ValueError):
        return timedelta()


def _from_mail(text: str, locale: Locale) -> Moment | None:
    """Return what the mail format of RSS says ("Mon, 19 Dec 2016 08:30:00 EST"), None for any other form."""
    if not _MAIL.match(text):
        return None
    at_midnight, is_next_day = _END_OF_DAY.subn(" 00:00", text, count=1)
    moment = parsedate_to_datetime(at_midnight) + timedelta(days=is_next_day)
    if moment.tzinfo:
        at = moment.astimezone(UTC)
    else:
        at = moment.replace(tzinfo=UTC)
        at -= _offset_in(locale.zone, at) if locale.zone else timedelta()
    return Moment(at, "second" if text.count(":") > 1 else "minute")
