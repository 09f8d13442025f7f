"""Labels that begin a line, as in "More on this: ferries taken out": lines that go on differently share them.

Such a label is boilerplate where it introduces what is no part of the text: other reports, whoever edited. Facts have
labels, too: "Attendance: 8,114", "Wind: south-west, fresh". A line that states a figure, or stands in a row of lines with
other labels, is a fact and has no prefix to vote with, unless it is a link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.cleaning.blocks import fingerprint, words_of
from pipeline.cleaning.page_rules.block_features import LIST_LINK_DENSITY
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence
from pipeline.cleaning.recurring.figures import figures_of, is_bare_number

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PREFIX_WORDS = 5
MAX_PREFIX_LINE_CHARACTERS = 200
"""A line with a prefix is a label and a headline; what is longer is a paragraph with a colon in it."""

MAX_LABEL_CHARACTERS = 60
"""The name of a currency or a club; what is longer and stands above a number is a sentence."""

_PREFIX = re.compile(r"\s*([^\n:|：]{2,40}?)\s*(?:[:|]\s+|：\s*)\S")  # noqa: RUF001 - colons as newspapers set them


class Line(NamedTuple):
    """A block of an article's text, and which share of it is a link."""

    text: str
    link_density: float = 0.0


def prefix_of(text: str) -> int | None:
    """Return the fingerprint of the label that the line begins with, or None for a block without one."""
    has_colon = ":" in text or "|" in text or "：" in text  # noqa: RUF001 - as newspapers set it
    if not has_colon or len(text) > MAX_PREFIX_LINE_CHARACTERS or ends_like_a_sentence(text):
        return None
    match = _PREFIX.match(text)
    if match is None or not 0 < len(words_of(match[1])) <= MAX_PREFIX_WORDS:
        return None
    return fingerprint(f"prefix {match[1]}")


def voting_prefixes(lines: Sequence[Line]) -> list[int | None]:
    """Return for each block of a text, in order, the label that votes with those of other pages; None where none does."""
    labels = [prefix_of(line.text) for line in lines]
    return [
        None if label is None or _states_a_fact(place, lines, labels) else label
        for place, label in enumerate(labels)
    ]


def fact_rows(lines: Sequence[Line]) -> list[bool]:
    """Return for each block of a text, in order, whether it has the form of a fact: a label and what it is of.

    That is one line, "Wind: south-west", or two: "US dollar" and below it "11.45".
    """
    numbers = [is_bare_number(line.text) for line in lines]
    below = [*numbers[1:], False]
    return [
        line.link_density < LIST_LINK_DENSITY
        and (
            is_number
            or (is_above_number and len(line.text) < MAX_LABEL_CHARACTERS)
            or prefix_of(line.text) is not None
        )
        for line, is_number, is_above_number in zip(lines, numbers, below, strict=True)
    ]


def _states_a_fact(place: int, lines: Sequence[Line], labels: Sequence[int | None]) -> bool:
    line = lines[place]
    if line.link_density >= LIST_LINK_DENSITY:
        return False
    beside = [each for each in (place - 1, place + 1) if 0 <= each < len(lines)]
    return bool(figures_of(line.text)) or any(
        labels[each] not in {None, labels[place]} and lines[each].link_density < LIST_LINK_DENSITY
        for each in beside
    )
