"""What the compiled comparison is checked against: the same rules in plain Python, one word at a time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.folding.text import Word, located_words

SHINGLE_WORDS = 3
SWAP_WORDS = 5
PLACES_TRIED = 8
DATELINE = re.compile(r"[^\n.!?]{0,70}?(?:\s-{1,2}\s|\s?[–—]\s?)")


@dataclass(frozen=True)
class PlainComparison:
    left: tuple[Word, ...]
    right: tuple[Word, ...]
    runs: list[tuple[int, int, int]]
    only_left: list[Word]
    only_right: list[Word]
    swaps: list[tuple[tuple[Word, ...], tuple[Word, ...]]]

    @property
    def facts(self):
        in_left, in_right = ({word.text for word in side} for side in (self.left, self.right))
        return (
            [word for word in self.only_left if word.is_fact and word.text not in in_right],
            [word for word in self.only_right if word.is_fact and word.text not in in_left],
        )


def compare(left_text, right_text):
    left, right = words_of(left_text), words_of(right_text)
    runs = runs_of([word.text for word in left], [word.text for word in right])
    return PlainComparison(left, right, runs, *left_over(left, right, runs), swaps_of(left, right, runs))


def words_of(text):
    dateline = DATELINE.match(text)
    end = dateline.end() if dateline else 0
    return tuple(
        replace(word, is_number=False, is_name=False) if word.end <= end else word
        for word in located_words(text)
    )


def runs_of(left, right):
    size = min(SHINGLE_WORDS, len(left), len(right))
    places = {}
    for at in range(len(right) - size + 1):
        places.setdefault(tuple(right[at : at + size]), []).append(at)
    runs, at, expected = [], 0, 0
    while size and at <= len(left) - size:
        found = places.get(tuple(left[at : at + size]))
        if not found:
            at += 1
            continue
        nearest = sorted(found, key=lambda place: (place < expected, abs(place - expected)))[:PLACES_TRIED]
        lengths = [match_length(left, right, at, place) for place in nearest]
        words = max(lengths)
        place = nearest[lengths.index(words)]
        runs.append((at, place, words))
        at, expected = at + words, place + words
    return runs


def match_length(left, right, at, place):
    length = 0
    while left[at + length : at + length + 1] == right[place + length : place + length + 1] != []:
        length += 1
    return length


def left_over(left, right, runs):
    in_left = {place for at, _, words in runs for place in range(at, at + words)}
    in_right = {place for _, at, words in runs for place in range(at, at + words)}
    loose_left = [word for place, word in enumerate(left) if place not in in_left]
    loose_right = [word for place, word in enumerate(right) if place not in in_right]
    common = Counter(word.text for word in loose_left) & Counter(word.text for word in loose_right)
    return without(loose_left, common), without(loose_right, common)


def without(loose, common):
    remaining, kept = Counter(common), []
    for word in loose:
        if remaining[word.text]:
            remaining[word.text] -= 1
        else:
            kept.append(word)
    return kept


def swaps_of(left, right, runs):
    found = []
    for before, after in pairwise([(0, 0, 0), *runs, (len(left), len(right), 0)]):
        gap_left = left[before[0] + before[2] : after[0]]
        gap_right = right[before[1] + before[2] : after[1]]
        if 0 < len(gap_left) <= SWAP_WORDS and 0 < len(gap_right) <= SWAP_WORDS:
            found.append((gap_left, gap_right))
    return found
