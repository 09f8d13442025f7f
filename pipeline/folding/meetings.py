"""Compiled counting of the keys that articles share: linear in the meetings, and no object is made for one."""

# Numba infers the types of compiled functions from what they are called with; annotations would only repeat that.
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def group_keys(keys, owners, months, representatives):
    """Group owners by key: `keys` are sorted, and under each its owners, who are numbered in order of time.

    Returns for each entry where its group starts and the last entry up to it that represents the key (itself, if it
    does), and the entries of each owner as order and bounds (all int64).
    """
    starts = np.empty(len(keys), np.int64)
    represents = np.empty(len(keys), np.int64)
    bounds = np.zeros(len(months) + 1, np.int64)
    start, seen, month = 0, 0, np.int64(0)
    for entry in range(len(keys)):
        owner = owners[entry]
        if entry == 0 or keys[entry] != keys[entry - 1]:
            start, seen, month = entry, 0, months[owner]
        elif months[owner] != month:
            seen, month = 0, months[owner]
        starts[entry] = start
        represents[entry] = entry if seen < representatives else represents[entry - 1]
        seen += 1
        bounds[owner + 1] += 1
    for owner in range(len(months)):
        bounds[owner + 1] += bounds[owner]
    order = np.empty(len(keys), np.int64)
    filled = bounds.copy()
    for entry in range(len(keys)):
        order[filled[owners[entry]]] = entry
        filled[owners[entry]] += 1
    return starts, represents, order, bounds


@njit(cache=True, nogil=True)
def count_shared(moments, window, banded, sampled, least_samples):
    """Return pairs of articles (earlier, later; int64) and how many bands and samples they share, as four columns.

    `banded` and `sampled` are each the owners of all entries and what `group_keys` returns for them. One article at a
    time, the keys it shares are counted in an array over all earlier ones: no list of every meeting is made or sorted.
    Pairs that share no band and fewer than `least_samples` are left out: most meetings are of that kind.
    """
    total = len(moments)
    counts = np.zeros((2, total), np.int32)
    touched = np.empty(total, np.int64)
    found = np.empty((4, 1024), np.int64)
    pairs = 0
    for owner in range(total):
        met = _count_earlier(owner, moments, window, banded, counts[0], counts[1], touched, 0)
        met = _count_earlier(owner, moments, window, sampled, counts[1], counts[0], touched, met)
        if pairs + met > found.shape[1]:
            grown = np.empty((4, 2 * (pairs + met)), np.int64)
            grown[:, :pairs] = found[:, :pairs]
            found = grown
        for place in range(met):
            earlier = touched[place]
            bands, samples = counts[0, earlier], counts[1, earlier]
            counts[0, earlier] = counts[1, earlier] = 0
            if bands or samples >= least_samples:
                found[0, pairs], found[1, pairs] = earlier, owner
                found[2, pairs], found[3, pairs] = bands, samples
                pairs += 1
    return found[:, :pairs]


@njit(cache=True, nogil=True)
def _count_earlier(owner, moments, window, index, counts, other_counts, touched, met):
    """Count in `counts` the keys that earlier articles share with `owner`; return how many were met so far."""
    owners, starts, represents, order, bounds = index
    for place in range(bounds[owner], bounds[owner + 1]):
        entry = order[place]
        is_crowded = represents[entry] != entry
        other = entry - 1
        while other >= starts[entry]:
            if is_crowded:  # it meets representatives alone: the crowd between them is jumped over
                other = represents[other]
            earlier = owners[other]
            if moments[owner] - moments[earlier] > window:
                break
            if earlier != owner:
                if counts[earlier] == 0 and other_counts[earlier] == 0:
                    touched[met] = earlier
                    met += 1
                counts[earlier] += 1
            other -= 1
    return met
