"""Which one of a series: the sixth call, a fourth term, the 24th film.

First and second say little ("the first time", "a second man") and are left out: of pairs of reports that agree on one
of three and more, eight in nine are of one event.
"""

from __future__ import annotations

import re
from typing import Final

_SPELLED: Final = {
    word: number
    for number, word in enumerate(
        [
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        3,
    )
}
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ORDINAL: Final = re.compile(rf"\b(?:({'|'.join(_SPELLED)})|(\d{{1,3}})(?:st|nd|rd|th))\b(?!-)\s+(\w+)")
_AFTER_MONTH: Final = re.compile(rf"\b{_MONTH}\s$")
_PLACES: Final = frozenset(
    [
        "century",
        "street",
        "st",
        "avenue",
        "ave",
        "floor",
        "grade",
        "grader",
        "graders",
        "district",
        "circuit",
        "amendment",
        "precinct",
        "parallel",
        "ward",
        "of",
        "quarter",
        "quarters",
        "base",
        "inning",
        "period",
        "party",
        "place",
        "largest",
        "highest",
        "lowest",
        "degree",
    ]
)
"""Words after an ordinal that name a place, a school year, a rank or a date, and no event of a series."""


def ordinals(text: str) -> frozenset[str]:
    """Return the ordinals from three on that a lower-case text counts something by."""
    found = set()
    for match in _ORDINAL.finditer(text):
        number = _SPELLED[match[1]] if match[1] else int(match[2])
        is_date = _AFTER_MONTH.search(text[max(0, match.start() - 10) : match.start()])
        if number > 2 and match[3] not in _PLACES and not re.fullmatch(_MONTH, match[3]) and not is_date:
            found.add(str(number))
    return frozenset(found)
