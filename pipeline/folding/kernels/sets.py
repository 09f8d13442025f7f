"""Compiled sets of shingle hashes: what is unique in a text, and how much two texts share.

Both go through one small hash table of chains: each slot holds the last hash put there, and each hash knows the one
before it. The hashes are even, so their low bits are the slot. It stays in the first cache, and costs a quarter of
what sorting does.
"""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

_LEAST_SLOTS: Final = 1 << 13  # 32 kB


@njit(cache=True, nogil=True)
def empty_table(longest):
    """Return the slots, empty, and the chains of a table for so many hashes, four a slot at most."""
    slots = _LEAST_SLOTS
    while 4 * slots < longest:
        slots *= 2
    return np.full(slots, np.int32(-1)), np.empty(longest, np.int32)


@njit(cache=True, nogil=True)
def unique(hashes, count, table, out):
    """Write each hash to `out` where it first occurs and return how many there are; the table is left empty."""
    slots, before = table
    mask = np.uint32(len(slots) - 1)
    kept = 0
    for i in range(count):
        slot = hashes[i] & mask
        at = slots[slot]
        while at >= 0 and out[at] != hashes[i]:
            at = before[at]
        if at < 0:
            out[kept] = hashes[i]
            before[kept] = slots[slot]
            slots[slot] = kept
            kept += 1
    for i in range(kept):
        slots[out[i] & mask] = -1
    return kept


@njit(cache=True, nogil=True)
def shared_counts(hashes, bounds, left, right):
    """Return for each pair of sets how many hashes they share (int32); pairs with one right set stand together best.

    Only hashes of the left set whose slot is filled are looked for: most candidates share next to nothing.
    """
    longest = 0
    for each in range(len(bounds) - 1):
        longest = max(longest, bounds[each + 1] - bounds[each])
    slots, before = empty_table(longest)
    mask = np.uint32(len(slots) - 1)
    shared = np.empty(len(left), np.int32)
    possible = np.empty(longest + 1, np.uint32)
    others = hashes[:0]
    in_table = -1
    for pair in range(len(left)):
        if right[pair] != in_table:
            for value in others:
                slots[value & mask] = -1
            in_table = right[pair]
            others = hashes[bounds[in_table] : bounds[in_table + 1]]
            for i in range(len(others)):
                slot = others[i] & mask
                before[i] = slots[slot]
                slots[slot] = i
        count = 0
        for i in range(bounds[left[pair]], bounds[left[pair] + 1]):
            possible[count] = hashes[i]  # storing always and counting sometimes has no branch to mispredict
            count += slots[hashes[i] & mask] >= 0
        found = 0
        for value in possible[:count]:
            at = slots[value & mask]
            while at >= 0 and others[at] != value:
                at = before[at]
            found += at >= 0
        shared[pair] = found
    return shared
