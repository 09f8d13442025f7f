"""Two texts aligned word by word: which passages they share, which words stand in place of others, what is left over.

Passages are matched greedily from left to right, as in Tichy's string-to-string correction with block moves (1984):
where three words in a row also stand in the other text, the match is extended as far as it goes, next to the last match
if it can be. That is linear in the length of both texts and finds moved passages, which an alignment in order would
not. A kernel does the work (`kernels.passages`, `kernels.plain_passages`); this module holds the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.folding.kernel import Kernel
    from pipeline.folding.located import Words

# A replaced name, number or short phrase; longer replacements are rewriting.
SUBSTITUTION_WORDS: Final = 5
# Occurrences of one shingle looked at for the longest match; a text of one phrase repeated stays linear.
MATCHES_TRIED: Final = 8


class MatchedPassage(NamedTuple):
    """Words `[left, left + words)` of the left text that stand at `[right, right + words)` of the right."""

    left: int
    right: int
    words: int


class Substitution(NamedTuple):
    """A few words of the left text, `[left, left + left_words)`, in whose place the right text has a few others."""

    left: int
    left_words: int
    right: int
    right_words: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Matched passages and substitutions in order of the left text, and what is left over.

    Words are known by their index. `facts_left` are those of `only_left` that look like names, numbers or dates and
    stand nowhere in the right text; `facts_right` likewise.
    """

    left: Words
    right: Words
    passages: tuple[MatchedPassage, ...]
    substitutions: tuple[Substitution, ...]
    only_left: tuple[int, ...]
    only_right: tuple[int, ...]
    facts_left: tuple[int, ...]
    facts_right: tuple[int, ...]

    @classmethod
    def of_columns(cls, left: Words, right: Words, columns: Sequence[Sequence[int]]) -> Alignment:
        """Return the alignment that a kernel gives as six columns of numbers, in the order of the fields."""
        passages, substitutions, *words = columns
        return cls(
            left,
            right,
            tuple(map(MatchedPassage._make, _in_rows(passages, 3))),
            tuple(map(Substitution._make, _in_rows(substitutions, 4))),
            *map(tuple, words),
        )

    @property
    def is_identical(self) -> bool:
        """Whether both texts are the same words in the same order."""
        return np.array_equal(self.left.hashes, self.right.hashes)

    def opening_shared(self, words: int, starts: Sequence[int] = (0,)) -> float:
        """Return how much of both openings, of so many words, stands in the other text: the smaller of the two.

        An opening may begin at any of `starts`; the best counts.
        """
        left = [(passage.left, passage.words) for passage in self.passages]
        right = [(passage.right, passage.words) for passage in self.passages]
        return min(
            max(_covered(spans, start, min(start + words, total)) for start in starts)
            for spans, total in ((left, len(self.left)), (right, len(self.right)))
        )


def align_texts(kernel: Kernel, left_text: str, right_text: str) -> Alignment:
    """Align two texts."""
    return next(kernel.align(kernel.locate([left_text, right_text]), [0], [1]))


def _in_rows(numbers: Sequence[int], columns: int) -> Iterator[tuple[int, ...]]:
    return zip(*[iter(numbers)] * columns, strict=True)


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> float:
    """Return the share of the words `[start, end)` that lie in the spans, given as start and length."""
    seen: set[int] = set()
    for first, size in spans:
        if first < end and first + size > start:
            seen.update(range(max(first, start), min(first + size, end)))
    return len(seen) / (end - start) if end > start else 0.0
