"""Two texts side by side: paragraphs aligned in order, the words that differ marked inside each aligned pair.

Equal paragraphs are anchors. Between two anchors, paragraphs are paired by the words they share, in order, so that
the sum of shared words is greatest (the alignment of Needleman and Wunsch, 1970, with gaps free). A paragraph that
stands alone but occurs in the other text at another place is marked as moved, not as missing.

The work is bounded, since the texts are strangers': between two anchors no more than `_MAX_CELLS` combinations are
tried, and words are compared with difflib's rule that very frequent words of long paragraphs start no match.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["same", "changed", "left", "right", "moved"]

_MAX_PARAGRAPHS = (
    600  # of one text; the rest is one last paragraph: a page of rows nobody reads costs too much
)
_MAX_CELLS = 40_000  # 200 x 200 paragraphs: longer than any article, a fraction of a second
_MAX_WORDS = 3_000  # of one paragraph: longer ones are shown whole as changed
# Below this share of common words two paragraphs about one matter are better read apart than as word salad.
_MIN_SIMILARITY = 0.35

# Scripts without spaces are compared by character: kana, Han, Hangul syllables stay words, Thai, Lao, Khmer, Burmese.
_PIECE = re.compile(
    r"(?:[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
    r"|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+(?:['\u2019][^\W]+)?"
    r"|[^\w\s])\s*"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, and whether the other side has it too."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One paragraph of either side, or two that belong together."""

    kind: Kind
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Diff:
    """The aligned paragraphs, and how many of them each kind has."""

    rows: tuple[DiffRow, ...]

    def count(self, kind: Kind) -> int:
        """Return how many rows are of this kind."""
        return sum(row.kind == kind for row in self.rows)


def compare(left: str, right: str) -> Diff:
    """Return two texts aligned paragraph by paragraph, with the words that differ marked."""
    lefts, rights = paragraphs(left), paragraphs(right)
    moved = {_folded(text) for text in lefts} & {_folded(text) for text in rights}
    return Diff(tuple(_row(pair, moved) for pair in _aligned(lefts, rights)))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: its lines that hold something, the last one holding all beyond the bound."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) <= _MAX_PARAGRAPHS:
        return lines
    return [*lines[: _MAX_PARAGRAPHS - 1], " ".join(lines[_MAX_PARAGRAPHS - 1 :])]


def _aligned(lefts: Sequence[str], rights: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    anchors = SequenceMatcher(
        None, [_folded(text) for text in lefts], [_folded(text) for text in rights], autojunk=False
    )
    for tag, left_from, left_to, right_from, right_to in anchors.get_opcodes():
        if tag == "equal":
            yield from zip(lefts[left_from:left_to], rights[right_from:right_to], strict=True)
        else:
            yield from _paired(lefts[left_from:left_to], rights[right_from:right_to])


def _paired(lefts: Sequence[str], rights: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    if not lefts or not rights or len(lefts) * len(rights) > _MAX_CELLS:
        yield from ((text, None) for text in lefts)
        yield from ((None, text) for text in rights)
        return
    best, similarity = _best_sums(lefts, rights)
    row = column = 0
    while row < len(lefts) or column < len(rights):
        here = best[row][column]
        paired = row < len(lefts) and column < len(rights) and similarity[row][column]
        if paired and here == similarity[row][column] + best[row + 1][column + 1]:
            yield lefts[row], rights[column]
            row, column = row + 1, column + 1
        elif row < len(lefts) and here == best[row + 1][column]:
            yield lefts[row], None
            row += 1
        else:
            yield None, rights[column]
            column += 1


def _best_sums(lefts: Sequence[str], rights: Sequence[str]) -> tuple[list[list[int]], list[list[int]]]:
    """Return, for every place in both lists, the greatest sum of shared words from there on, and each pair's own."""
    left_words = [Counter(_words(text)) for text in lefts]
    right_words = [Counter(_words(text)) for text in rights]
    similarity = [[_shared(a, b) for b in right_words] for a in left_words]
    best = [[0] * (len(rights) + 1) for _ in range(len(lefts) + 1)]
    for row in range(len(lefts) - 1, -1, -1):
        for column in range(len(rights) - 1, -1, -1):
            apart = max(best[row + 1][column], best[row][column + 1])
            shared = similarity[row][column]
            best[row][column] = max(apart, shared + best[row + 1][column + 1]) if shared else apart
    return best, similarity


def _shared(left: Counter[str], right: Counter[str]) -> int:
    """Return how many words two paragraphs share, or 0 when they are not similar."""
    shared = (left & right).total()
    shorter = min(left.total(), right.total())
    return shared if shorter and shared >= _MIN_SIMILARITY * shorter else 0


def _row(pair: tuple[str | None, str | None], moved: set[str]) -> DiffRow:
    left, right = pair
    if left is not None and right is not None:
        if left == right:
            return DiffRow("same", (Piece(left, differs=False),), (Piece(right, differs=False),))
        return DiffRow("changed", *_marked(left, right))
    alone = left if left is not None else right or ""
    kind: Kind = "moved" if _folded(alone) in moved else "left" if left is not None else "right"
    pieces = (Piece(alone, differs=kind != "moved"),)
    return DiffRow(kind, pieces, ()) if left is not None else DiffRow(kind, (), pieces)


def _marked(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    lefts, rights = _PIECE.findall(left), _PIECE.findall(right)
    if max(len(lefts), len(rights)) > _MAX_WORDS:
        return (Piece(left, differs=True),), (Piece(right, differs=True),)
    matcher = SequenceMatcher(None, [word.strip() for word in lefts], [word.strip() for word in rights])
    left_pieces: list[Piece] = []
    right_pieces: list[Piece] = []
    for tag, left_from, left_to, right_from, right_to in matcher.get_opcodes():
        if left_from < left_to:
            left_pieces.append(Piece("".join(lefts[left_from:left_to]), differs=tag != "equal"))
        if right_from < right_to:
            right_pieces.append(Piece("".join(rights[right_from:right_to]), differs=tag != "equal"))
    return tuple(left_pieces), tuple(right_pieces)


def _words(text: str) -> list[str]:
    return [piece.strip().casefold() for piece in _PIECE.findall(text)]


def _folded(text: str) -> str:
    return " ".join(text.split())
