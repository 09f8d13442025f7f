"""Figures: the numbers of a line that say something, which a fingerprint leaves out.

"US dollar: 11.45" and "US dollar: 11.52" have one fingerprint, as "3 comments" and "12 Comments" have. Where copies of a
block differ in their figures, each says another thing: that is no boilerplate, whatever its words. Dates, times of day
and the numbers of counters are no figures: a page writes those on its frame.

On fourteen nights and a made-up press 3 of 460 blocks that votes claim have copies whose figures differ: sentences of
reports, and the numbers of a series.
"""

from __future__ import annotations

import re

from pipeline.cleaning.blocks import words_of
from pipeline.cleaning.page_rules.vocabulary import MONTHS, WEEKDAYS

MAX_NUMBER_CHARACTERS = 20
"""A number with its sign, currency or unit."""

MAX_COUNTER_WORDS = 2
"""A number and what is counted, "12 Comments"; what a report states has its label first, or more words."""

MOST_APART = 2
"""Words between a month and the numbers of its date: "March 3, 2026", "3 de marzo de 2026"."""

_DATE_WORDS = MONTHS | WEEKDAYS
_NUMERIC_DATE = re.compile(
    r"\d{1,4}([./-])\d{1,2}\1\d{1,4}|\d{1,4}年|\d{1,2}[月日]|(?<![\d.,])[0-2]?\d:[0-5]\d(?::[0-5]\d)?"
)
_TOKEN = re.compile(r"\d+(?:[.,\s]\d+)*|[^\W\d_]+")


def figures_of(text: str) -> tuple[str, ...]:
    """Return the numbers of a text in order, as they are written, without those of dates, times of day and counters."""
    if not any(map(str.isdigit, text)):
        return ()
    tokens = _TOKEN.findall(_NUMERIC_DATE.sub(" ", text).casefold())
    if 1 < len(tokens) <= MAX_COUNTER_WORDS and tokens[0][0].isdigit():
        return ()
    months = [place for place, token in enumerate(tokens) if token in _DATE_WORDS]
    of_dates = {month + apart for month in months for apart in range(-MOST_APART, MOST_APART + 1)}
    return tuple(token for place, token in enumerate(tokens) if token[0].isdigit() and place not in of_dates)


def is_bare_number(text: str) -> bool:
    """Whether a block is a number alone, perhaps with a sign, as a cell of a table is."""
    return len(text) <= MAX_NUMBER_CHARACTERS and bool(figures_of(text)) and not any(map(str.isalpha, text))


def differ_in_figures(text: str, other: str) -> bool:
    """Whether two copies of a block say the same words of different figures."""
    return text != other and figures_of(text) != figures_of(other) and words_of(text) == words_of(other)
