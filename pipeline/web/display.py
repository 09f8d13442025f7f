"""How values look on a page: text made safe to show, and times, durations and numbers as a reader writes them.

Texts come from strangers. The templates escape them; this module removes what escaping leaves: control characters, and
the bidi controls by which a headline could turn the words around it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Protocol
from urllib.parse import urlsplit

from markupsafe import Markup

from pipeline.parsing.pages.history import WITHIN_THE_HOUR

# C0 and C1 but tab and line ends; the bidi embeddings, overrides, isolates and marks; zero-width and line separators.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

_UNITS = (("d", "h", 86_400), ("h", "min", 3_600), ("min", "s", 60), ("s", "", 1))
# From this many of the larger unit on, the smaller one is left out: seconds of a quarter of an hour are noise.
_EXACT_BELOW = {"d": 14, "h": 48, "min": 10, "s": 0}

EXCERPT_CHARACTERS = 280  # three lines of a column: enough to know a story by


def shown(value: object) -> object:
    """Return the value as a template may show it: text loses control and bidi characters, None is nothing."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _UNSHOWN.sub("", value)


def safe_href(url: str | None) -> str:
    """Return the address when it is plain http or https, else an empty string, so that no link runs a script."""
    text = _UNSHOWN.sub("", url or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def excerpt(text: str | None, at_most: int = EXCERPT_CHARACTERS) -> str:
    """Return the beginning of a text on one line, cut at a word."""
    line = " ".join((text or "").split())
    if len(line) <= at_most:
        return line
    cut = line[:at_most].rpartition(" ")[0] or line[:at_most]
    return cut.rstrip(" ,;:.-\u2013\u2014") + "…"


def clock(moment: datetime | None) -> str:
    """Return the time of day in UTC, e.g. `02:14`."""
    return moment.astimezone(UTC).strftime("%H:%M") if moment else ""


def day_and_clock(moment: datetime | None) -> str:
    """Return day and time in UTC, e.g. `18 Dec 2016, 02:14`."""
    if moment is None:
        return "unknown"
    there = moment.astimezone(UTC)
    return f"{short_day(there)}, {there:%H:%M}"


class _Timed(Protocol):
    """An article with the bounds within which it appeared."""

    @property
    def article_at(self) -> datetime: ...
    @property
    def earliest_at(self) -> datetime | None: ...
    @property
    def latest_at(self) -> datetime: ...


def appeared(article: _Timed) -> str:
    """Return when an article appeared, as exactly as is known: `18 Dec 2016, 02:14`, `on 18 Dec 2016`, `by …`."""
    if article.earliest_at is None:
        return f"by {day_and_clock(article.latest_at)}"
    if article.latest_at - article.earliest_at <= WITHIN_THE_HOUR:
        return day_and_clock(article.article_at)
    return f"on {short_day(article.article_at.astimezone(UTC))}"


def short_day(day: date) -> str:
    """Return a day as it is written with times, e.g. `18 Dec 2016`."""
    return f"{day.day} {day:%b %Y}"


def long_day(moment: datetime) -> str:
    """Return the day as a newspaper dates itself, e.g. `Sunday, 18 December 2016`."""
    return f"{moment:%A}, {moment.day} {moment:%B %Y}"


def duration(seconds: float | None) -> str:
    """Return a span of time in its two largest units, e.g. `3 h 20 min`; none at all is `at once`."""
    if not seconds:
        return "" if seconds is None else "at once"
    if seconds < 10:
        return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
    whole = round(seconds)
    larger, smaller, size = next(units for units in _UNITS if whole >= units[2])
    many, rest = divmod(whole, size)
    left = rest // next((entry[2] for entry in _UNITS if entry[0] == smaller), 1)
    exact = left and many < _EXACT_BELOW[larger]
    return f"{many} {larger} {left} {smaller}" if exact else f"{many} {larger}"


def thousands(number: float) -> str:
    """Return a whole number with thin spaces between its thousands."""
    return f"{number:,.0f}".replace(",", "\u202f")


def percent(share: float | None) -> str:
    """Return a share of one as a percentage; a tenth is shown where a whole number would hide the difference."""
    if share is None:
        return "n/a"
    return f"{share * 100:.1f} %" if 0 < share < 0.1 or 0.9 < share < 1 else f"{share * 100:.0f} %"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, e.g. `1 copy`, `2 copies`."""
    return f"{thousands(number)} {one if number == 1 else many or one + 's'}"


def plain_reason(name: str | None) -> str:
    """Return a stored name such as `soft_404` as words."""
    return (name or "").replace("_", " ").replace("-", " ")
