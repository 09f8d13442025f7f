"""The alignment of two lists of words in plain Python: the definition, which `passages` computes in compiled code."""

from __future__ import annotations

from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from pipeline.folding.alignment import MATCHES_TRIED, SUBSTITUTION_WORDS
from pipeline.folding.shingles import SHINGLE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.folding.located import Words

_Passage = tuple[int, int, int]


def align_words(left: Words, right: Words) -> list[list[int]]:
    """Return the six columns that `passages.align` returns of one pair."""
    one, other = left.hashes.tolist(), right.hashes.tolist()
    passages = list(_passages(one, other))
    only_one, only_other = _left_over(one, other, passages)
    return [
        list(chain.from_iterable(passages)),
        list(chain.from_iterable(_substitutions(len(one), len(other), passages))),
        only_one,
        only_other,
        _facts_not_in_other(only_one, one, left.kinds.tolist(), other),
        _facts_not_in_other(only_other, other, right.kinds.tolist(), one),
    ]


def _passages(left: list[int], right: list[int]) -> Iterator[_Passage]:
    size = min(SHINGLE_WORDS, len(left), len(right))
    places: dict[tuple[int, ...], list[int]] = {}
    for at in range(len(right) - size + 1):
        places.setdefault(tuple(right[at : at + size]), []).append(at)
    at, expected = 0, 0
    while size and at <= len(left) - size:
        found = places.get(tuple(left[at : at + size]))
        if not found:
            at += 1
            continue
        # Of places equally good the nearest at or after where the last passage ended, then the nearest before it.
        nearest = sorted(found, key=lambda place: (place < expected, abs(place - expected)))[:MATCHES_TRIED]
        lengths = [_match_length(left, right, at, place) for place in nearest]
        words = max(lengths)
        place = nearest[lengths.index(words)]
        yield at, place, words
        at, expected = at + words, place + words


def _match_length(left: list[int], right: list[int], at: int, place: int) -> int:
    most = min(len(left) - at, len(right) - place)
    return next((length for length in range(most) if left[at + length] != right[place + length]), most)


def _left_over(
    left: list[int], right: list[int], passages: Sequence[_Passage]
) -> tuple[list[int], list[int]]:
    """Return the indexes of the words outside every passage, less those that both sides have outside."""
    in_left = {place for at, _, words in passages for place in range(at, at + words)}
    in_right = {place for _, at, words in passages for place in range(at, at + words)}
    loose_left = [place for place in range(len(left)) if place not in in_left]
    loose_right = [place for place in range(len(right)) if place not in in_right]
    common = Counter(left[place] for place in loose_left) & Counter(right[place] for place in loose_right)
    return _without(loose_left, left, common), _without(loose_right, right, common)


def _without(loose: list[int], words: list[int], common: Counter[int]) -> list[int]:
    remaining, kept = Counter(common), []
    for place in loose:
        if remaining[words[place]]:
            remaining[words[place]] -= 1
        else:
            kept.append(place)
    return kept


def _facts_not_in_other(only: list[int], words: list[int], kinds: list[int], other: list[int]) -> list[int]:
    elsewhere = set(other)
    return [place for place in only if kinds[place] and words[place] not in elsewhere]


def _substitutions(
    left_words: int, right_words: int, passages: Sequence[_Passage]
) -> Iterator[tuple[int, int, int, int]]:
    for before, after in pairwise([(0, 0, 0), *passages, (left_words, right_words, 0)]):
        left_at, right_at = before[0] + before[2], before[1] + before[2]
        if 0 < after[0] - left_at <= SUBSTITUTION_WORDS and 0 < after[1] - right_at <= SUBSTITUTION_WORDS:
            yield left_at, after[0] - left_at, right_at, after[1] - right_at
