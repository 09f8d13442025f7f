"""What two texts share and what differs between them, word by word, with places in the originals.

Shared passages are found greedily from left to right: where three words in a row also stand in the other text, the
match is extended as far as it goes, next to the last match if it can be. That is linear in the length of both texts
and finds moved passages, which an alignment in order would not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pipeline.model import Evidence, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.folding.located import Words

_PASSAGES_KEPT: Final = 5  # the longest; more is in the texts themselves
_WORDS_KEPT: Final = 12  # of those only one side has
_PASSAGE_CHARS_KEPT: Final = 400
# A replaced name, number or short phrase; longer replacements are rewriting.
SWAP_WORDS: Final = 5
# Occurrences of one shingle looked at for the longest match; a text of one phrase repeated stays linear.
MATCHES_TRIED: Final = 8


class Run(NamedTuple):
    """Words `[left, left + words)` of the left text that stand at `[right, right + words)` of the right."""

    left: int
    right: int
    words: int


class Swap(NamedTuple):
    """A few words of the left text, `[left, left + left_words)`, in whose place the right text has a few others."""

    left: int
    left_words: int
    right: int
    right_words: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts laid beside each other: shared runs in order of the left text, and what is left over.

    Words are known by their index. `facts_left` are those of `only_left` that look like names, numbers or dates and
    stand nowhere in the right text; `facts_right` likewise.
    """

    left: Words
    right: Words
    runs: tuple[Run, ...]
    swaps: tuple[Swap, ...]
    only_left: tuple[int, ...]
    only_right: tuple[int, ...]
    facts_left: tuple[int, ...]
    facts_right: tuple[int, ...]

    @property
    def is_identical(self) -> bool:
        """Whether both texts are the same words in the same order."""
        return np.array_equal(self.left.hashes, self.right.hashes)

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


def compare(kernel: Kernel, left_text: str, right_text: str) -> Comparison:
    """Align two texts."""
    return next(kernel.align(kernel.locate([left_text, right_text]), [0], [1]))


def comparison_of(left: Words, right: Words, parts: Sequence[Sequence[int]]) -> Comparison:
    """Return the comparison that a kernel gives as six rows of numbers, in the order of the fields."""
    runs, swaps, *columns = parts
    return Comparison(
        left,
        right,
        tuple(map(Run._make, _in_rows(runs, 3))),
        tuple(map(Swap._make, _in_rows(swaps, 4))),
        *map(tuple, columns),
    )


def _in_rows(numbers: Sequence[int], columns: int) -> Iterator[tuple[int, ...]]:
    return zip(*[iter(numbers)] * columns, strict=True)


def evidence_of(comparison: Comparison, reason: str) -> Evidence:
    """Return what is stored of a comparison: the longest shared passages and the first words each side has alone."""
    return Evidence(
        tuple(_passage(comparison, run) for run in _longest(comparison.runs)),
        _first_words(comparison.left, comparison.only_left),
        _first_words(comparison.right, comparison.only_right),
        reason,
    )


def _longest(runs: Iterable[Run]) -> list[Run]:
    """Return the longest runs, each of which shows something new: a page may hold its own text thirty times."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.words, run.left)):
        if not any(_says_again(run, known) for known in kept):
            kept.append(run)
            if len(kept) == _PASSAGES_KEPT:
                break
    return kept


def _says_again(run: Run, known: Run) -> bool:
    """Whether half of a run stands, in either text, within a longer one."""
    in_left = min(run.left + run.words, known.left + known.words) - max(run.left, known.left)
    in_right = min(run.right + run.words, known.right + known.words) - max(run.right, known.right)
    return 2 * max(in_left, in_right) >= run.words


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> float:
    """Return the share of the words `[start, end)` that lie in the spans, given as start and length."""
    seen: set[int] = set()
    for first, size in spans:
        if first < end and first + size > start:
            seen.update(range(max(first, start), min(first + size, end)))
    return len(seen) / (end - start) if end > start else 0.0


def _passage(comparison: Comparison, run: Run) -> Passage:
    left, right = comparison.left, comparison.right
    start, end = int(left.starts[run.left]), int(left.ends[run.left + run.words - 1])
    text = left.text[start:end]
    return Passage(
        text if len(text) <= _PASSAGE_CHARS_KEPT else text[:_PASSAGE_CHARS_KEPT] + "…",
        start,
        end,
        int(right.starts[run.right]),
        int(right.ends[run.right + run.words - 1]),
        run.words,
    )


def _first_words(words: Words, chosen: Sequence[int]) -> tuple[str, ...]:
    firsts: dict[str, None] = {}
    for index in chosen:
        firsts[words.spelled(index)] = None
        if len(firsts) == _WORDS_KEPT:
            break
    return tuple(firsts)
