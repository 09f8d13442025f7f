"""What is stored of an alignment: the longest matched passages with their places, and the words each side has alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.model import Evidence, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.folding.alignment import Alignment, MatchedPassage
    from pipeline.folding.located import Words

_PASSAGES_KEPT: Final = 5  # the longest; more is in the texts themselves
_WORDS_KEPT: Final = 12  # of those only one side has
_PASSAGE_CHARS_KEPT: Final = 400


def evidence_of(alignment: Alignment, reason: str, *, is_own: bool = True) -> Evidence:
    """Return what is stored of an alignment, with the reason for the relation that was decided.

    `is_own` says whether what is shared is the own text of both.
    """
    return Evidence(
        tuple(_passage(alignment, matched) for matched in _longest(alignment.passages)),
        _first_words(alignment.left, alignment.only_left),
        _first_words(alignment.right, alignment.only_right),
        reason,
        _shared_words(alignment) if is_own else 0,
        min(len(alignment.left), len(alignment.right)),
    )


def _shared_words(alignment: Alignment) -> int:
    """Return how many words of the shorter text lie in matched passages, each counted once."""
    side = 0 if len(alignment.left) <= len(alignment.right) else 1
    end = shared = 0
    for start, words in sorted((passage[side], passage.words) for passage in alignment.passages):
        shared += max(0, start + words - max(start, end))
        end = max(end, start + words)
    return shared


def _longest(passages: Iterable[MatchedPassage]) -> list[MatchedPassage]:
    """Return the longest passages, each of which shows something new: a page may hold its own text thirty times."""
    kept: list[MatchedPassage] = []
    for passage in sorted(passages, key=lambda passage: (-passage.words, passage.left)):
        if not any(_says_again(passage, known) for known in kept):
            kept.append(passage)
            if len(kept) == _PASSAGES_KEPT:
                break
    return kept


def _says_again(passage: MatchedPassage, known: MatchedPassage) -> bool:
    """Whether half of a passage stands, in either text, within a longer one."""
    in_left = min(passage.left + passage.words, known.left + known.words) - max(passage.left, known.left)
    in_right = min(passage.right + passage.words, known.right + known.words) - max(passage.right, known.right)
    return 2 * max(in_left, in_right) >= passage.words


def _passage(alignment: Alignment, matched: MatchedPassage) -> Passage:
    left, right = alignment.left, alignment.right
    start, end = int(left.starts[matched.left]), int(left.ends[matched.left + matched.words - 1])
    text = left.text[start:end]
    return Passage(
        text if len(text) <= _PASSAGE_CHARS_KEPT else text[:_PASSAGE_CHARS_KEPT] + "…",
        start,
        end,
        int(right.starts[matched.right]),
        int(right.ends[matched.right + matched.words - 1]),
        matched.words,
    )


def _first_words(words: Words, chosen: Sequence[int]) -> tuple[str, ...]:
    firsts: dict[str, None] = {}
    for index in chosen:
        firsts[words.spelled(index)] = None
        if len(firsts) == _WORDS_KEPT:
            break
    return tuple(firsts)
