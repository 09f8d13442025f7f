"""What two texts share and what differs between them, word by word, with places in the originals.

Shared passages are found greedily from left to right: where three words in a row also stand in the other text, the
match is extended as far as it goes, next to the last match if it can be. That is linear in the length of both texts
and finds moved passages, which an alignment in order would not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.folding.shingles import SHINGLE_WORDS
from pipeline.folding.text import Word, located_words
from pipeline.model import Evidence, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

_PASSAGES_KEPT: Final = 5  # the longest; more is in the texts themselves
_WORDS_KEPT: Final = 12  # of those only one side has
_PASSAGE_CHARS_KEPT: Final = 400
# A replaced name, number or short phrase; longer replacements are rewriting.
_SWAP_WORDS: Final = 5
# A place, a date, an agency, then a dash: what a desk puts before a report.
_DATELINE: Final = re.compile(r"[^\n.!?]{0,70}?(?:\s-{1,2}\s|\s?[–—]\s?)")  # noqa: RUF001 - both dashes
# Occurrences of one shingle looked at for the longest match; a text of one phrase repeated stays linear.
_PLACES_TRIED: Final = 8


@dataclass(frozen=True, slots=True)
class Run:
    """Words `[left, left + words)` of the left text that stand at `[right, right + words)` of the right."""

    left: int
    right: int
    words: int


@dataclass(frozen=True, slots=True)
class Swap:
    """A few words of the left text in whose place the right text has a few others."""

    left: tuple[Word, ...]
    right: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts laid beside each other: shared runs in order of the left text, and what is left over."""

    left: tuple[Word, ...]
    right: tuple[Word, ...]
    runs: tuple[Run, ...]
    only_left: tuple[Word, ...]
    only_right: tuple[Word, ...]
    swaps: tuple[Swap, ...]

    def opening_shared(self, words: int, starts: Sequence[int] = (0,)) -> float:
        """Return how much of both openings, of so many words, stands in the other text: the smaller of the two.

        An opening may begin at any of `starts`; the best counts.
        """
        left = [(run.left, run.words) for run in self.runs]
        right = [(run.right, run.words) for run in self.runs]
        return min(
            max(_covered(spans, start, min(start + words, total)) for start in starts)
            for spans, total in ((left, len(self.left)), (right, len(self.right)))
        )


def compare(left_text: str, right_text: str) -> Comparison:
    """Lay two texts beside each other; what stands in a dateline is no fact of the report."""
    left, right = _words(left_text), _words(right_text)
    runs = _runs([word.text for word in left], [word.text for word in right])
    return Comparison(
        left,
        right,
        runs,
        *_left_over(left, right, runs),
        _swaps(left, right, runs),
    )


@lru_cache(maxsize=256)  # one article stands in many pairs, one after the other
def _words(text: str) -> tuple[Word, ...]:
    words = located_words(text)
    dateline = _DATELINE.match(text)
    if not dateline:
        return tuple(words)
    end = dateline.end()
    return tuple(replace(word, is_number=False, is_name=False) if word.end <= end else word for word in words)


def evidence_of(comparison: Comparison, left_text: str, reason: str) -> Evidence:
    """Return what is stored of a comparison: the longest shared passages and the first words each side has alone."""
    longest = sorted(comparison.runs, key=lambda run: (-run.words, run.left))[:_PASSAGES_KEPT]
    return Evidence(
        tuple(_passage(comparison, run, left_text) for run in longest),
        tuple(dict.fromkeys(word.text for word in comparison.only_left))[:_WORDS_KEPT],
        tuple(dict.fromkeys(word.text for word in comparison.only_right))[:_WORDS_KEPT],
        reason,
    )


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> float:
    """Return the share of the words `[start, end)` that lie in the spans, given as start and length."""
    seen: set[int] = set()
    for first, size in spans:
        seen.update(range(max(first, start), min(first + size, end)))
    return len(seen) / (end - start) if end > start else 0.0


def _passage(comparison: Comparison, run: Run, left_text: str) -> Passage:
    first, last = comparison.left[run.left], comparison.left[run.left + run.words - 1]
    right_first, right_last = comparison.right[run.right], comparison.right[run.right + run.words - 1]
    text = left_text[first.start : last.end]
    return Passage(
        text if len(text) <= _PASSAGE_CHARS_KEPT else text[:_PASSAGE_CHARS_KEPT] + "…",
        first.start,
        last.end,
        right_first.start,
        right_last.end,
        run.words,
    )


def _runs(left: Sequence[str], right: Sequence[str]) -> tuple[Run, ...]:
    size = min(SHINGLE_WORDS, len(left), len(right))
    if not size:
        return ()
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(right) - size + 1):
        places.setdefault(tuple(right[at : at + size]), []).append(at)
    runs: list[Run] = []
    at, expected = 0, 0
    while at <= len(left) - size:
        found = places.get(tuple(left[at : at + size]))
        if not found:
            at += 1
            continue
        nearest = sorted(found, key=lambda place: (place < expected, abs(place - expected)))[:_PLACES_TRIED]
        lengths = [_match_length(left, right, at, place) for place in nearest]
        words = max(lengths)
        place = nearest[lengths.index(words)]
        runs.append(Run(at, place, words))
        at, expected = at + words, place + words
    return tuple(runs)


def _match_length(left: Sequence[str], right: Sequence[str], at: int, place: int) -> int:
    length = 0
    while (
        at + length < len(left) and place + length < len(right) and left[at + length] == right[place + length]
    ):
        length += 1
    return length


def _left_over(
    left: Sequence[Word], right: Sequence[Word], runs: Sequence[Run]
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Return the words outside every run, less those that both sides have outside."""
    in_left, in_right = bytearray(len(left)), bytearray(len(right))
    for run in runs:
        in_left[run.left : run.left + run.words] = b"\1" * run.words
        in_right[run.right : run.right + run.words] = b"\1" * run.words
    loose_left = [word for word, seen in zip(left, in_left, strict=True) if not seen]
    loose_right = [word for word, seen in zip(right, in_right, strict=True) if not seen]
    common = Counter(word.text for word in loose_left) & Counter(word.text for word in loose_right)
    return _without(loose_left, common), _without(loose_right, common)


def _without(loose: Sequence[Word], common: Counter[str]) -> tuple[Word, ...]:
    remaining = Counter(common)
    kept = []
    for word in loose:
        if remaining[word.text]:
            remaining[word.text] -= 1
        else:
            kept.append(word)
    return tuple(kept)


def _swaps(left: Sequence[Word], right: Sequence[Word], runs: Sequence[Run]) -> tuple[Swap, ...]:
    """Return the short gaps that stand between the same two runs on both sides, and at the two ends."""
    edges = [Run(0, 0, 0), *runs, Run(len(left), len(right), 0)]
    found = []
    for before, after in pairwise(edges):
        gap_left = left[before.left + before.words : after.left]
        gap_right = right[before.right + before.words : after.right]
        if 0 < len(gap_left) <= _SWAP_WORDS and 0 < len(gap_right) <= _SWAP_WORDS:
            found.append(Swap(tuple(gap_left), tuple(gap_right)))
    return tuple(found)
