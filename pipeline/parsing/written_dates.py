"""Dates as people write them: in words, in numbers, in East Asian forms, with other digits, calendars and zones.

A date is a day, a month and a year that stand beside each other; a year alone is none, nor a month with a year. The
order of day and month in numbers is the language's and the country's, unless only one of them can be a month.

dateparser was measured and left out: it reads 200 languages by trial, .5 to 30 ms a string, and takes "24" or "May"
for a date of today. Its tables of months are used (see `pipeline.parsing.months`).
"""

# ruff: noqa: RUF001 - words of many alphabets, in lines one can read

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pipeline.parsing.calendars import BUDDHIST_YEARS, JAPANESE_ERAS, ROC_YEARS, gregorian
from pipeline.parsing.months import PERSIAN, month_named, plain
from pipeline.parsing.zones import NAMES, offset_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH_FIRST_COUNTRIES = frozenset({"us", "ph", "pr", "gu", "as", "mh", "pw"})
_MONTH_FIRST_LANGUAGES = frozenset({"en", "fil", "tl", "es-us"})
_YEAR_FIRST_LANGUAGES = frozenset({"zh", "ja", "ko", "hu", "lt", "mn"})
_TWO_DIGITS = 100

_SEP = r"[\s,.\u060c\u104a\u3001/\u2013-]{0,3}"
_WORD = r"[^\s\d,;:|/()\[\]\u2013\u2014\u060c\u104a-]{2,24}"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:{_WORD}))?)(?:\s?/\s?{_WORD})?"
_OF = r"(?:(?:de|del|di|do|of|da|den|ta['\u2019]|th\u00e1ng|thg)\s|d['\u2019]|\u1781\u17c2|\u0e40\u0e14\u0e37\u0e2d\u0e19)?"
_IN = r"(?:(?:de|del|of|n\u0103m|dos)\s|\u1786\u17d2\u1793\u17b6\u17c6|\u0e1e\.\u0e28\.\s?|\u0e04\.\u0e28\.\s?)?"
_ORDINAL = r"(?:st|nd|rd|th|er|\u00ba|\u00aa|\u00b0|-?[^\W\d_]{1,2}(?=[\s,]))?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})(?![\d])"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2026年11月24日, 令和8年11月24日, 2026년 11월 24일
        r"(?P<era>令和|平成|昭和|民國|民国)?\s?(?<!\d)(?P<year>\d{1,4}|元)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})(?!\d)",
        # 2026-11-24, 2026. 11. 24.
        r"(?<![\d.])(?P<year>\d{4})\s?(?P<mark>[-/.\u2010-\u2013])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<day>\d{1,2})(?!\d)",
        # 24.11.2026, 11/24/2026, 24-11-26
        r"(?<![\d/.:-])(?P<first>\d{1,2})\s?(?P<mark>[./-])\s?(?P<second_number>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})(?![\d/:]|\.\d)",
        # 24 tháng 11, 2026; 24 tháng 11 năm 2026
        r"(?<!\d)(?P<day>\d{1,2})\s?(?:tháng|thg|-?р\s?сарын)\s?(?P<month>\d{1,2})\s?(?:,|/|năm)?\s?(?P<year>\d{4})(?!\d)",
        # 2026 оны 11 сарын 24
        r"(?<!\d)(?P<year>\d{4})\s?оны?\s(?P<month>\d{1,2})\s?-?р?\s?сарын\s(?P<day>\d{1,2})(?!\d)",
        # Nov 24 21:15:00 CET 2026
        rf"(?P<name>[^\W\d_]{{3,10}})\.?\s(?<!\d){_DAY}\s{_CLOCK}\s(?:(?P<zone>[A-Z]{{1,5}}|[+-]\d{{4}})\s)?{_YEAR}",
        # Tue Nov 24 2026 21:15:00 GMT+0100
        rf"(?<![^\W\d_])[^\W\d_]{{2,10}}\.?\s(?P<name>[^\W\d_]{{3,10}})\.?\s(?<!\d){_DAY}\s{_YEAR}",
        # 24 November 2026, 24 de noviembre de 2026, 24-Nov-2026
        rf"(?<!\d){_DAY}{_ORDINAL}{_SEP}{_OF}{_NAME}\.?{_SEP}{_IN}{_YEAR}",
        # November 24, 2026
        rf"{_NAME}\.?\s?(?<!\d){_DAY}(?:st|nd|rd|th)?(?:{_SEP}{_OF})(?<!\d){_YEAR}",
        # 2026. gada 24. novembrī
        rf"(?<!\d){_YEAR}\.?\s?gada\s{_DAY}\.?\s{_NAME}",
        # 2026. november 24., 2026 m. lapkričio 24 d., 2026ko azaroaren 24a
        rf"(?<!\d)(?P<year>\d{{4}})(?:\s?m\.|e?ko)?{_SEP}{_NAME}\s?{_DAY}(?!\d)",
        # 24 พ.ย. 69, 24-Nov-26
        rf"(?<!\d){_DAY}{_SEP}{_NAME}(?:\s|-|['\u2019]|\s['\u2019])(?P<year>\d{{2}})(?!\d|:|\.\d)",
    )
)
_SHORT_YEAR = _FORMS[-1]
_AM = r"a\.?\s?m\b\.?|午前|上午|早上|凌晨|오전|صباح[اً]*|π\.?\s?μ\.?|ص\b|\bSA\b"
_PM = r"p\.?\s?m\b\.?|午後|下午|晚上|오후|مساء[اً]*|μ\.?\s?μ\.?|م\b|\bCH\b"
_TIME = re.compile(
    rf"(?P<before>(?:{_AM}|{_PM})\s?)?(?<![\d.:])(?P<hour>\d{{1,2}})(?:\s?(?P<colon>[:.h\u066b時时시点點])\s?(?P<minute>\d{{2}})(?!\d)(?:[:分분]\s?(?P<second>\d{{2}})(?!\d))?"
    rf"[分분]?(?:\.\d+)?|(?=\s?(?:[ap]\.?m\b|uhr\b|[時时시点點])))\s?(?:uhr\b|hrs?\b)?\s?(?P<after>{_AM}|{_PM})?\s?\(?(?P<zone>(?:{NAMES})\b(?:[+-]\d{{1,2}}(?::?\d{{2}})?)?|[+-]\d{{2}}:?\d{{2}}|[+-]\d{{1,2}}$)?",
    re.IGNORECASE,
)
_NEAR_AFTER, _NEAR_BEFORE = 18, 12
"""Characters between a date and its time: "at", "um", "klo", a bar, a weekday."""


@dataclass(frozen=True, slots=True)
class Locale:
    """Where and in which language a text was written, as far as the page says: two letters each, or None.

    `zone`, an IANA name, is for times that are written without one.
    """

    language: str | None = None
    country: str | None = None
    zone: str | None = None

    @property
    def is_month_first(self) -> bool:
        """Whether 3/4 is the fourth of March."""
        if self.country is not None:
            return self.country in _MONTH_FIRST_COUNTRIES
        return self.language in _MONTH_FIRST_LANGUAGES


class Moment(NamedTuple):
    """A point of time in UTC and how exactly it was written: "second", "minute", "hour" or "day"."""

    at: datetime
    precision: str


class Written(NamedTuple):
    """A date found in a text: characters `start` to `end`, and what they say."""

    start: int
    end: int
    moment: Moment


def written_dates(text: str, locale: Locale, latest: datetime) -> Iterator[Written]:
    """Yield the dates that stand in the text, each with the time beside it; of two orders the one before `latest`."""
    plain_text = ascii_digits(text)
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(plain_text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            day = _day(match, locale, latest, is_short=form is _SHORT_YEAR)
            if day is not None:
                taken.append(match.span())
                yield _with_time(plain_text, match, day, locale)


def ascii_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9, and spaces of every kind as one."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else " " if c.isspace() else c
        for c in text
    )


def _day(match: re.Match[str], locale: Locale, latest: datetime, *, is_short: bool) -> date | None:
    found = match.groupdict()
    for month, day in _month_and_day(found, locale):
        try:
            moment = _gregorian(found, month, day, locale, is_short=is_short)
        except ValueError:
            continue
        if moment <= latest.date() + timedelta(days=1):
            return moment
    return None


def _month_and_day(found: dict[str, str | None], locale: Locale) -> Iterator[tuple[int, int]]:
    """Yield what can be the month and the day, the likelier order first."""
    if first := found.get("first"):
        numbers = int(first), int(found["second_number"] or 0)
        is_month_first = locale.is_month_first and found["mark"] != "."
        yield numbers if is_month_first else numbers[::-1]
        yield numbers[::-1] if is_month_first else numbers
        return
    day = int(found["day"] or 0)
    if month := found.get("month"):
        yield int(month), day
    elif named := _month(found["name"] or "", str(found["year"]), locale):
        yield named, day


def _month(name: str, year: str, locale: Locale) -> int | None:
    if plain(name) in PERSIAN:
        return PERSIAN.index(plain(name)) + 1 if year[:2] in {"13", "14"} else None
    return month_named(name, locale.language)


def _gregorian(found: dict[str, str | None], month: int, day: int, locale: Locale, *, is_short: bool) -> date:
    written = found["year"] or ""
    era = found.get("era")
    if era:
        start = ROC_YEARS if era.startswith("民") else JAPANESE_ERAS[era]
        return date(start + (1 if written == "元" else int(written)), month, day)
    year = int(written)
    if year >= _TWO_DIGITS:
        return gregorian(year, month, day)
    if len(written) != len("26"):
        raise ValueError(f"{written} is no year")
    if is_short and locale.language == "th":
        return date(2500 + year - BUDDHIST_YEARS, month, day)
    if locale.language in _YEAR_FIRST_LANGUAGES and "first" in found:
        year, day = int(found["first"] or 0), year
        month = int(found["second_number"] or 0)
    return date(2000 + year, month, day)


def _with_time(text: str, match: re.Match[str], day: date, locale: Locale) -> Written:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    time = match if "minute" in match.re.groupindex else _time_beside(text, match)
    if time is not None and (moment := _moment(midnight, time.groupdict(), locale)):
        return Written(min(match.start(), time.start()), max(match.end(), time.end()), moment)
    return Written(match.start(), match.end(), Moment(midnight, "day"))


def _time_beside(text: str, match: re.Match[str]) -> re.Match[str] | None:
    after = _TIME.search(text, match.end(), match.end() + 60)
    if after is not None and after.start() - match.end() <= _NEAR_AFTER:
        return after
    before = list(_TIME.finditer(text, max(0, match.start() - 40), match.start()))
    if before and match.start() - before[-1].end() <= _NEAR_BEFORE:
        return before[-1]
    return None


def _moment(midnight: datetime, time: dict[str, str | None], locale: Locale) -> Moment | None:
    hour, minute, second = (int(time.get(part) or 0) for part in ("hour", "minute", "second"))
    half = time.get("before") or time.get("after") or ""
    if half and hour <= 12:
        hour = hour % 12 + (12 if re.match(_PM, half, re.IGNORECASE) else 0)
    if (hour, minute, second) == (24, 0, 0):  # the end of the day
        midnight, hour = midnight + timedelta(days=1), 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    offset = offset_of(time.get("zone"), locale.country, locale.language) or timedelta()
    at = midnight + timedelta(hours=hour, minutes=minute, seconds=second) - offset
    precision = "second" if time.get("second") else "minute" if time.get("minute") else "hour"
    return Moment(at, precision)
