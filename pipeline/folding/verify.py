"""Exact comparison of candidate pairs over all their shingles: nothing folds on an estimate."""

# ruff: noqa: PLC0415 - Numba is loaded only where it is asked for

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.folding.signatures import ShingleSets


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured for n pairs, as columns: shared shingles, Jaccard, and the share of the smaller set."""

    shared: NDArray[np.int32]
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.shared)


def measure(
    sets: ShingleSets, left: NDArray[np.int64], right: NDArray[np.int64], *, kernel: str = "numba"
) -> Measures:
    """Return the exact measures of the pairs `(left[i], right[i])` of indexes into the sets; empty sets give 0."""
    shared = _shared(sets, left, right, kernel)
    sizes = sets.sizes
    union = sizes[left] + sizes[right] - shared
    smaller = np.minimum(sizes[left], sizes[right])
    return Measures(
        shared,
        np.divide(shared, union, out=np.zeros(len(shared)), where=union > 0),
        np.divide(shared, smaller, out=np.zeros(len(shared)), where=smaller > 0),
    )


def _shared(
    sets: ShingleSets, left: NDArray[np.int64], right: NDArray[np.int64], kernel: str
) -> NDArray[np.int32]:
    if kernel == "datasketch":
        return np.array(
            [
                len(np.intersect1d(sets.of(a), sets.of(b), assume_unique=True))
                for a, b in zip(left, right, strict=True)
            ],
            np.int32,
        )
    from pipeline.folding.kernels.sets import shared_counts

    counted: NDArray[np.int32] = shared_counts(sets.hashes, sets.bounds, left, right)
    return counted
