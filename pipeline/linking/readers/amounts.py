"""Magnitudes of quakes, scores of matches, sums of money and percentages."""

from __future__ import annotations

import re
from typing import Final

_DECIMAL: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MAGNITUDE: Final = re.compile(
    r"\bmagnitude(?:\sof)?(?:\sa)?[\s-](\d(?:\.\d{1,2})?)\b|\b(\d\.\d{1,2})[\s-]magnitude\b|\bmeasur(?:ed|ing)\s(\d\.\d)\b"
)
_SCORE: Final = re.compile(
    r"(?<![\d\-\u2013/.$])\b(\d{1,3})\s?[-\u2013]\s?(\d{1,3})\b(?![\d\-\u2013/.%]|[\s-](?:year|month|day|hour|vote|mile))"
)
_MONEY: Final = re.compile(
    rf"(us\$|[$€£¥])\s?({_DECIMAL})(?:\s?-?(thousand|million|billion|trillion|mn|bn|m|b|k)\b)?"
    rf"|\b({_DECIMAL})\s(thousand|million|billion|trillion)\s(dollars|euros|pounds|yen|yuan|rupees)"
)
_SCALE: Final = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_PERCENT: Final = re.compile(rf"\b({_DECIMAL})\s?(?:%|percent\b|per\scent\b|pct\b)")
_LIKELY_SCORE: Final = 200


def magnitudes(text: str) -> frozenset[str]:
    """Return the magnitudes of quakes, to one decimal."""
    found = (float(next(filter(None, match.groups()))) for match in _MAGNITUDE.finditer(text))
    return frozenset(f"{each:.1f}" for each in found)


def scores(text: str) -> frozenset[str]:
    """Return the scores of matches, the larger number first; "2014-15" and "1-800" are none."""
    found = set()
    for match in _SCORE.finditer(text):
        numbers = sorted((int(match[1]), int(match[2])), reverse=True)
        if numbers[0] < _LIKELY_SCORE:
            found.add(f"{numbers[0]}-{numbers[1]}")
    return frozenset(found)


def money(text: str) -> frozenset[str]:
    """Return sums of money to three digits, whatever the currency: "$4.5 trillion", "4.5 trillion dollars"."""
    found = set()
    for match in _MONEY.finditer(text):
        number = float((match[2] or match[4]).replace(",", ""))
        scale = (match[3] or match[5] or "")[:1]
        found.add(f"{number * _SCALE.get(scale, 1 if scale != 't' else 1e12):.3g}")
    return frozenset(found)


def percents(text: str) -> frozenset[str]:
    """Return percentages as written, without zeros at their end."""
    return frozenset(f"{float(match[1].replace(',', '')):g}" for match in _PERCENT.finditer(text))
