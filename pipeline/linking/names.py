"""Names in a text, by their capitals, and which of them are places.

A name is a run of words written with a capital inside a sentence. In scripts without capitals there are none, and in
German every noun is one: languages are told apart by `decision`, not here. spaCy's small models were measured and left
out: they find fewer at a hundred times the cost.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.linking.readers.days import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

_TABLE: Final = Path(__file__).with_name("place_names.tsv")
_WORD: Final = re.compile(r"[^\W\d_](?:[\w'\u2019.&-]*[^\W_])?")
_SENTENCE_END: Final = re.compile(r"[.!?:;\n\"“”„«»(]\s*$|[-\u2013\u2014]{1,2}\s$")
_LONGEST_PLACE: Final = 3
"""Words of the longest names that are looked up: "New York City"."""
_CALENDAR: Final = frozenset([*WEEKDAYS, *MONTHS])
_POSSESSIVE: Final = re.compile(r"['\u2019]s?$")


class _Written(NamedTuple):
    """A word of a text: as it is written, in lower case, and whether it opens a sentence or follows the last one."""

    text: str
    folded: str
    opens: bool
    follows: bool


def names(text: str, known: Container[str] = ()) -> Counter[str]:
    """Return how often each name stands in a text, in lower case: each capitalised word, each two in a row."""
    written = list(_written(text))
    proper = {each.folded for each in written if each.text[0].isupper() and not each.opens} - _CALENDAR
    proper |= {each.folded for each in written if each.folded in known}
    found: Counter[str] = Counter()
    for left, right in pairwise([*written, _Written("", "", opens=True, follows=False)]):
        if left.folded not in proper or not left.text[0].isupper():
            continue
        found[left.folded] += 1
        if right.follows and right.folded in proper and right.text[0].isupper():
            found[f"{left.folded} {right.folded}"] += 1
    return found


def places(text: str) -> frozenset[str]:
    """Return the places that are named in a text: towns of 15,000 and more, countries, states of the USA."""
    words = list(_written(text))
    known = place_names()
    found, at = set(), 0
    while at < len(words):
        if not words[at].text[0].isupper():
            at += 1
            continue
        for length in range(_LONGEST_PLACE, 0, -1):
            run = words[at : at + length]
            name = " ".join(each.folded for each in run)
            if name in known and all(each.follows for each in run[1:]):
                found.add(known[name])
                at += length
                break
        else:
            at += 1
    return frozenset(found)


def _written(text: str) -> Iterator[_Written]:
    last = 0
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        opens = last == 0 or (between != " " and bool(_SENTENCE_END.search(between)))
        written = match[0]
        if "'" in written or "\u2019" in written:
            written = _POSSESSIVE.sub("", written)
        yield _Written(written, written.lower().rstrip("."), opens, between == " ")
        last = match.end()


@cache
def place_names() -> Mapping[str, str]:
    """Return what the table calls the place of each name in lower case; several names may be one place."""
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))
