"""Compiled counting of the keys that articles share: linear in the collisions, and no object is made for one."""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

_OWNER_BITS: Final = np.uint64(32)


@njit(cache=True, nogil=True)
def group_entries(rows, months, representatives):
    """Group entries by key. A row is sorted and an entry `key << 32 | owner`; owners are numbered in order of time.

    Entries whose key nobody shares are left out, and so are repeated ones. Returns for each entry its owner and the
    last entry up to it that represents the key (itself, if it does); and, in order of owners, the number of each
    entry and where its group starts (all int32), with the bounds of each owner among them (int64).
    """
    most = rows.size
    owners, represents = np.empty(most, np.int32), np.empty(most, np.int32)
    starts = np.empty(most, np.int32)
    bounds = np.zeros(len(months) + 1, np.int64)
    entry = 0
    for row in rows:
        place = 0
        while place < len(row):
            key, start = row[place] >> _OWNER_BITS, entry
            seen, month = 0, np.int64(-1)
            while place < len(row) and row[place] >> _OWNER_BITS == key:
                owner = np.int32(row[place] & np.uint64(0xFFFFFFFF))
                place += 1
                if entry > start and owner == owners[entry - 1]:
                    continue
                if months[owner] != month:
                    seen, month = 0, months[owner]
                owners[entry], starts[entry] = owner, start
                represents[entry] = entry if seen < representatives else represents[entry - 1]
                seen += 1
                entry += 1
            if entry == start + 1:
                entry = start  # alone
            for each in range(start, entry):
                bounds[owners[each] + 1] += 1
    for owner in range(len(months)):
        bounds[owner + 1] += bounds[owner]
    entries, entry_starts = np.empty(entry, np.int32), np.empty(entry, np.int32)
    filled = bounds.copy()
    for each in range(entry):
        place = filled[owners[each]]
        entries[place], entry_starts[place] = each, starts[each]
        filled[owners[each]] += 1
    return owners[:entry].copy(), represents[:entry].copy(), entries, entry_starts, bounds


@njit(cache=True, nogil=True)
def count_shared(articles, moments, window, banded, sampled, least_samples):
    """Return pairs of articles (earlier, later; int64) and how many bands and samples they share, as four columns.

    `articles` are the first later one and the one behind the last.

    `banded` and `sampled` are each what `group_entries` returns. One article at a time, the keys it shares are counted
    in an array over all earlier ones: no list of every collision is made or sorted. Pairs that share no band and fewer
    than `least_samples` are left out: most collisions are of that kind.
    """
    total = len(moments)
    counts = np.zeros((2, total), np.int32)
    touched = np.empty(total, np.int64)
    found = np.empty((4, 1024), np.int64)
    pairs = 0
    for owner in range(articles[0], articles[1]):
        collided = _count_earlier(owner, moments, window, banded, counts[0], counts[1], touched, 0)
        collided = _count_earlier(owner, moments, window, sampled, counts[1], counts[0], touched, collided)
        if pairs + collided > found.shape[1]:
            grown = np.empty((4, 2 * (pairs + collided)), np.int64)
            grown[:, :pairs] = found[:, :pairs]
            found = grown
        for place in range(collided):
            earlier = touched[place]
            bands, samples = counts[0, earlier], counts[1, earlier]
            counts[0, earlier] = counts[1, earlier] = 0
            if bands or samples >= least_samples:
                found[0, pairs], found[1, pairs] = earlier, owner
                found[2, pairs], found[3, pairs] = bands, samples
                pairs += 1
    return found[:, :pairs].copy()


@njit(cache=True, nogil=True)
def _count_earlier(owner, moments, window, index, counts, other_counts, touched, collided):
    """Count in `counts` the keys that earlier articles share with `owner`; return how many collided so far."""
    owners, represents, entries, starts, bounds = index
    for place in range(bounds[owner], bounds[owner + 1]):
        entry = entries[place]
        is_crowded = represents[entry] != entry
        other = entry - 1
        while other >= starts[place]:
            if is_crowded:  # it collides with representatives alone: the crowd between them is jumped over
                other = represents[other]
            earlier = owners[other]
            if moments[owner] - moments[earlier] > window:
                break
            if counts[earlier] == 0 and other_counts[earlier] == 0:
                touched[collided] = earlier
                collided += 1
            counts[earlier] += 1
            other -= 1
    return collided
