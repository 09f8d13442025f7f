"""How much each word tells, from 0 to 1, by language: frozen, so that no weight depends on what is held.

`word_weights/LANGUAGE.tsv` holds in how many of a number of news texts each word occurs; `benchmarks/make_word_weights.py`
writes it. The weight is the inverse document frequency over its highest value. A word that the table lacks is as rare
as can be. Where a language has no table, short words weigh little: in every language the words that say least are short.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.folding.text import is_unspaced, written_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VERSION: Final = "2026-11"
DIGITS: Final = 4
"""Digits after the point of a weight in a text: profiles are stored so, and compared so before they are."""
_TABLES: Final = Path(__file__).with_name("word_weights")
_BY_LENGTH: Final = (0.0, 0.05, 0.15, 0.3, 0.5, 0.65, 0.75)
_LONG: Final = 0.8
_NUMBER: Final = 0.6
"""What numbers tell, and two characters of a script without spaces."""
_COUNTED: Final = 2
"""A word that stands in fewer texts than this is not in the table."""


@dataclass(frozen=True, slots=True)
class WordWeights:
    """The weights of one language."""

    documents: int
    counts: Mapping[str, int]

    def of(self, word: str) -> float:
        """Return how much the word tells."""
        if not self.documents:
            return _unlisted(word)
        count = self.counts.get(word, _COUNTED - 1)
        return log((self.documents + 1) / (count + 0.5)) / log((self.documents + 1) / (_COUNTED - 0.5))


def _unlisted(word: str) -> float:
    if word[0].isdigit() or is_unspaced(ord(word[0])):
        return _NUMBER
    return _BY_LENGTH[len(word)] if len(word) < len(_BY_LENGTH) else _LONG


def terms(text: str) -> list[str]:
    """Return the words of a text by which reports are compared; in scripts without spaces every two characters."""
    found = written_words(text)
    if not any(is_unspaced(ord(each[0])) for each in found):
        return found
    single = [each for each in found if not is_unspaced(ord(each[0]))]
    return single + [a + b for a, b in pairwise(found) if is_unspaced(ord(a[0])) and is_unspaced(ord(b[0]))]


def weighted(found: Iterable[str] | Mapping[str, int], weights: WordWeights) -> dict[str, float]:
    """Return the words with weights whose squares add up to one: (1 + ln count) times how much each tells."""
    raw = {word: (1 + log(count)) * weights.of(word) for word, count in Counter(found).items()}
    length = sum(value * value for value in raw.values()) ** 0.5
    return {word: round(value / length, DIGITS) for word, value in raw.items() if value > 0} if length else {}


@cache
def weights_of(language: str) -> WordWeights:
    """Return the weights of a language of two letters; those by length where it has no table."""
    table = _TABLES / f"{language}.tsv"
    if not (language.isalpha() and table.is_file()):
        return WordWeights(0, {})
    first, *lines = table.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return WordWeights(int(first.split()[1]), {word: int(count) for word, count in rows})
