"""Compiled alignment of two lists of words by their hashes: matched passages, substitutions, what is left over.

The same as is described in `folding.alignment`, in time linear in the length of both.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_SPREAD_AGAIN: Final = np.uint64(0xD6E8FEB86659FD93)


@njit(cache=True, nogil=True)
def align(hashes, kinds, bounds, left, right, shingle, tried, substitution_words):
    """Align pairs of texts, whose words are `hashes[bounds[i]:bounds[i + 1]]` and of the kinds beside them.

    `shingle` words in a row open a passage, at `tried` of its places at most. Returns one column of numbers (int64) and
    where in it each of six columns ends, pair by pair: passages (left, right, words), the short gaps (left, words,
    right, words) between the same two passages on both sides, the indexes of words that only the left and only the
    right has left over, and those of them that look like facts and stand nowhere in the other text.
    """
    numbers = np.empty(1024, np.int64)
    ends = np.empty(6 * len(left), np.int64)
    used = 0
    for pair in range(len(left)):
        ours, theirs = left[pair], right[pair]
        one, other = hashes[bounds[ours] : bounds[ours + 1]], hashes[bounds[theirs] : bounds[theirs + 1]]
        kinds_one, kinds_other = (
            kinds[bounds[ours] : bounds[ours + 1]],
            kinds[bounds[theirs] : bounds[theirs + 1]],
        )
        passages = _passages(one, other, shingle, tried)
        only_one, only_other = _left_over(one, other, passages)
        parts = (
            passages.ravel(),
            _substitutions(len(one), len(other), passages, substitution_words).ravel(),
            only_one,
            only_other,
            _facts_not_in_other(only_one, one, kinds_one, other),
            _facts_not_in_other(only_other, other, kinds_other, one),
        )
        for part in range(6):
            column = parts[part]
            if used + len(column) > len(numbers):
                grown = np.empty(2 * (used + len(column)), np.int64)
                grown[:used] = numbers[:used]
                numbers = grown
            numbers[used : used + len(column)] = column
            used += len(column)
            ends[6 * pair + part] = used
    return numbers[:used], ends


@njit(cache=True, nogil=True)
def _slots(count):
    """Return an empty hash table for so many keys, at most half full."""
    size = 16
    while size < 2 * count:
        size *= 2
    return np.full(size, -1, np.int32)


@njit(cache=True, nogil=True)
def _shingle_hash(words, at, shingle):
    value = np.uint64(0)
    for offset in range(shingle):
        value = (value ^ words[at + offset]) * _SPREAD
        value ^= value >> np.uint64(32)
    return value


@njit(cache=True, nogil=True)
def _match_length(left, right, at, place):
    length = 0
    most = min(len(left) - at, len(right) - place)
    while length < most and left[at + length] == right[place + length]:
        length += 1
    return length


@njit(cache=True, nogil=True)
def _passages(left, right, shingle, tried):
    size = min(shingle, len(left), len(right))
    if size == 0:
        return np.empty((0, 3), np.int64)
    slots, group_of, bounds, places = _group_shingles(right, size)
    mask = np.uint64(len(slots) - 1)
    passages = np.empty((len(left) // size + 1, 3), np.int64)
    found, at, expected = 0, 0, 0
    while at <= len(left) - size:
        slot = _shingle_hash(left, at, size) & mask
        while slots[slot] >= 0 and not _are_equal(left, at, right, slots[slot], size):
            slot = (slot + np.uint64(1)) & mask
        if slots[slot] < 0:
            at += 1
            continue
        group = group_of[slots[slot]]
        place, words = _longest(left, right, at, places, bounds[group], bounds[group + 1], expected, tried)
        passages[found, 0], passages[found, 1], passages[found, 2] = at, place, words
        found += 1
        at, expected = at + words, place + words
    return passages[:found].copy()


@njit(cache=True, nogil=True)
def _group_shingles(words, size):
    """Group the places of equal shingles: a hash table of first places, the group of each place, and the groups."""
    total = len(words) - size + 1
    slots = _slots(total)
    mask = np.uint64(len(slots) - 1)
    group_of = np.empty(total, np.int32)
    bounds = np.zeros(total + 2, np.int32)
    groups = 0
    for at in range(total):
        slot = _shingle_hash(words, at, size) & mask
        while slots[slot] >= 0 and not _are_equal(words, at, words, slots[slot], size):
            slot = (slot + np.uint64(1)) & mask
        if slots[slot] < 0:
            slots[slot] = at
            group_of[at] = groups
            groups += 1
        else:
            group_of[at] = group_of[slots[slot]]
        bounds[group_of[at] + 2] += 1
    for group in range(groups):
        bounds[group + 2] += bounds[group + 1]
    places = np.empty(total, np.int32)
    for at in range(total):  # after this, group g lies in `[bounds[g], bounds[g + 1])`
        places[bounds[group_of[at] + 1]] = at
        bounds[group_of[at] + 1] += 1
    return slots, group_of, bounds, places


@njit(cache=True, nogil=True)
def _are_equal(left, at, right, place, size):
    for offset in range(size):  # noqa: SIM110 - compiled
        if left[at + offset] != right[place + offset]:
            return False
    return True


@njit(cache=True, nogil=True)
def _longest(left, right, at, places, first, last, expected, tried):
    """Return the place of the longest match and its length; of equal ones, the nearest at or after `expected`."""
    middle = first + np.searchsorted(places[first:last], expected)
    best, longest = np.int64(0), 0
    step, at_place = 1, middle
    for _ in range(min(tried, last - first)):
        if step == 1 and at_place == last:  # none is left after it: back from there
            step, at_place = -1, middle - 1
        place = np.int64(places[at_place])
        words = _match_length(left, right, at, place)
        if words > longest:
            best, longest = place, words
        at_place += step
    return best, longest


@njit(cache=True, nogil=True)
def _slot_of(slots, words, word):
    """Return the slot that holds the word, or the empty one where it belongs."""
    mask = np.uint64(len(slots) - 1)
    slot = (word * _SPREAD_AGAIN >> np.uint64(32)) & mask
    while slots[slot] >= 0 and words[slots[slot]] != word:
        slot = (slot + np.uint64(1)) & mask
    return slot


@njit(cache=True, nogil=True)
def _left_over(left, right, passages):
    """Return the indexes of the words outside every passage, less those that both sides have outside."""
    loose_left = _outside(len(left), passages[:, 0], passages[:, 2])
    loose_right = _outside(len(right), passages[:, 1], passages[:, 2])
    slots = _slots(len(loose_left))
    counts = np.zeros((2, len(slots)), np.int32)
    for at in loose_left:
        slot = _slot_of(slots, left, left[at])
        slots[slot] = at
        counts[0, slot] += 1
    for at in loose_right:
        counts[1, _slot_of(slots, left, right[at])] += 1
    common = np.minimum(counts[0], counts[1])
    counts[0], counts[1] = common, common
    return (
        _without(loose_left, left, slots, left, counts[0]),
        _without(loose_right, right, slots, left, counts[1]),
    )


@njit(cache=True, nogil=True)
def _outside(total, firsts, sizes):
    """Return the indexes below `total` that lie in no passage."""
    covered = np.zeros(total, np.bool_)
    for passage in range(len(firsts)):
        covered[firsts[passage] : firsts[passage] + sizes[passage]] = True
    return np.flatnonzero(~covered)


@njit(cache=True, nogil=True)
def _without(loose, words, slots, keys, common):
    """Return the loose words less the first so many of each that are common; empty slots have none."""
    kept = np.empty(len(loose), np.int64)
    count = 0
    for at in loose:
        slot = _slot_of(slots, keys, words[at])
        if common[slot]:
            common[slot] -= 1
        else:
            kept[count] = at
            count += 1
    return kept[:count]


@njit(cache=True, nogil=True)
def _facts_not_in_other(only, words, kinds, other):
    """Return those of the words left over that look like facts and stand nowhere in the other text."""
    facts = only[kinds[only] != 0]
    if len(facts) == 0:
        return facts
    slots = _slots(len(facts))
    for at in facts:
        slots[_slot_of(slots, words, words[at])] = at
    stands_there = np.zeros(len(slots), np.bool_)
    for word in other:
        stands_there[_slot_of(slots, words, word)] = True
    kept = np.empty(len(facts), np.int64)
    count = 0
    for at in facts:
        kept[count] = at
        count += not stands_there[_slot_of(slots, words, words[at])]
    return kept[:count]


@njit(cache=True, nogil=True)
def _substitutions(left_words, right_words, passages, most):
    """Return the gaps of up to `most` words on both sides that stand between the same two passages, or at the ends."""
    substitutions = np.empty((len(passages) + 1, 4), np.int64)
    found = 0
    left_at, right_at = 0, 0
    for passage in range(len(passages) + 1):
        left_end = passages[passage, 0] if passage < len(passages) else left_words
        right_end = passages[passage, 1] if passage < len(passages) else right_words
        if 0 < left_end - left_at <= most and 0 < right_end - right_at <= most:
            substitutions[found, 0], substitutions[found, 1] = left_at, left_end - left_at
            substitutions[found, 2], substitutions[found, 3] = right_at, right_end - right_at
            found += 1
        if passage < len(passages):
            left_at, right_at = (
                passages[passage, 0] + passages[passage, 2],
                passages[passage, 1] + passages[passage, 2],
            )
    return substitutions[:found].copy()
