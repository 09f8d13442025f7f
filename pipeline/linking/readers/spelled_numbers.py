"""Whole numbers as reports write them: in digits with separators, or spelled up to ninety-nine."""

from __future__ import annotations

import re
from typing import Final

_ONES: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES: Final = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}

NUMBER: Final = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(_ONES[::-1])})"
"""A pattern, without groups, for lower-case text."""

_PARTS: Final = re.compile(r"[- ]")


def number_of(written: str) -> int:
    """Return the number that `NUMBER` matched."""
    if written[0].isdigit():
        return int(written.replace(",", ""))
    return sum(_VALUES[part] for part in _PARTS.split(written))
