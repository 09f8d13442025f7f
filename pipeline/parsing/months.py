"""Which month a word names: the table of CLDR and dateparser, by language.

`month_names.tsv` holds a language, the number of a month and a name of it in a line; `benchmarks/make_month_names.py`
writes it. A name may mean two months in two languages (listopad is November in Prague and October in Zagreb), so the
language of the page is asked first, and all languages only for names that mean one month everywhere.
"""

# ruff: noqa: RUF001 - words of many alphabets

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("month_names.tsv")
_CONNECTING = frozenset(
    {"de", "del", "di", "do", "dos", "of", "năm", "ឆ្នាំ", "พ.ศ", "ค.ศ", "kl", "года", "г", "року", "р"}
)
"""Words between a month and its year."""
_STEM, _ENDING = 5, 2
"""Letters that a month must share with a name of the table, and those of the name it may lack: Basque and Latvian
decline their months further than CLDR does."""
_RELATED = {"no": "nb", "nn": "nb", "sh": "bs", "iw": "he", "in": "id", "tl": "fil", "hr": "hr"}
"""Languages whose months have the names of another."""

PERSIAN = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
"""The months of the solar calendar of Iran, in order."""


def plain(name: str) -> str:
    """Return a month's name as it is looked up: case folded, without the full stop of an abbreviation."""
    return unicodedata.normalize("NFC", name).casefold().strip(" .\u200f")


def month_named(name: str, language: str | None) -> int | None:
    """Return the number of the month this names in the language, else in every language that has the word."""
    key = plain(name)
    first, _, rest = key.partition(" ")
    keys = [key, f"tháng {key}"] if not rest or rest not in _CONNECTING else [first]
    own = _by_language().get(_language(language), {})
    for known in (own, _by_language()["en"], _everywhere()):
        if month := next((known[each] for each in keys if each in known), None):
            return month
    return _inflected(keys[0], own)


def _inflected(word: str, names: dict[str, int]) -> int | None:
    """Return the month whose name the word has all but the ending of, if one month alone has."""
    found = {
        month
        for name, month in names.items()
        if len(name) >= _STEM and _shared(name, word) >= max(_STEM, len(name) - _ENDING)
    }
    return min(found) if len(found) == 1 and len(word) <= max(map(len, names)) + _ENDING else None


def _shared(left: str, right: str) -> int:
    """Return how many letters two words begin with in common."""
    return next(
        (at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )


def _language(language: str | None) -> str:
    code = (language or "").lower().partition("-")[0]
    return _RELATED.get(code, code)


@cache
def _by_language() -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        language, month, name = line.split("\t")
        table[language][name] = int(month)
    return dict(table)


@cache
def _everywhere() -> dict[str, int]:
    meanings: dict[str, set[int]] = defaultdict(set)
    for names in _by_language().values():
        for name, month in names.items():
            meanings[name].add(month)
    return {name: min(months) for name, months in meanings.items() if len(months) == 1 and len(name) > 2}
