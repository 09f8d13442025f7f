"""Which end of a list is the new one: by dates, else by the numbers in its addresses, else by the order it stands in.

A cap has to keep the newest. Feeds stand newest first as a rule, but some are written oldest first; sitemaps and their
indexes are mostly written oldest first, and a rebuilt one gives one date to all it names. Sites number their pages and
parts as time goes on, so numbers that grow down a list say that its end is the new one.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_NUMBER = re.compile(r"[0-9]{1,18}")
_MONTH = re.compile(
    r"(?:(?<=[0-9]{4}[-_/.])|(?=[a-z]{3,9}[-_/.][0-9]{4}))(?<![a-z])"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?![a-z])",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""As addresses of sitemaps name them beside a year, whatever the language of the site."""
_PATH = re.compile(r"^[a-z]+://[^/?#]*", re.IGNORECASE)
CLEAR_MAJORITY = 2
"""Numbers that grow this many times as often as they fall show a direction; those of slugs go either way alike."""
ONE_PATTERN_SHARE = 0.8
"""Addresses that differ in their numbers alone are ordered by these, also where they are sorted as texts: 1, 10, 2."""


def newest_first(urls: Sequence[str], dates: Sequence[datetime | None]) -> list[int]:
    """Return the places of a list's entries from the newest to the oldest; those without a date come last."""
    order = _undated_newest_first(urls)
    return sorted(order, key=lambda place: -moment.timestamp() if (moment := dates[place]) else 0.0)


def _month_number(name: re.Match[str]) -> str:
    return f"{_MONTHS.index(name[1].lower()) + 1:02}"


def _undated_newest_first(urls: Sequence[str]) -> list[int]:
    paths = [_MONTH.sub(_month_number, _PATH.sub("", url)) for url in urls]
    numbers = [tuple(map(int, _NUMBER.findall(path))) for path in paths]
    places = list(range(len(urls)))
    pattern, frequency = (
        Counter(_NUMBER.sub("#", path) for path in paths).most_common(1)[0] if paths else ("", 0)
    )
    if "#" in pattern and frequency >= ONE_PATTERN_SHARE * len(places):
        return sorted(places, key=lambda place: (numbers[place], place), reverse=True)
    alike = [(a, b) for a, b in pairwise(numbers) if len(a) == len(b) and a != b]
    grows = sum(a < b for a, b in alike)
    if grows > CLEAR_MAJORITY * (len(alike) - grows):
        return places[::-1]
    return places
