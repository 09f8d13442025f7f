"""Exact comparison of candidate pairs over all their shingles: nothing folds on an estimate.

The Jaccard similarity is the number of shared shingles over that of all shingles of both texts (Broder's resemblance,
1997); the containment is the shared over those of the smaller text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.folding.signatures import ShingleSets


class Similarity(NamedTuple):
    """What was measured of one pair: its Jaccard, its containment, and how many shingles both texts have."""

    jaccard: float
    containment: float
    shared: int


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured for n pairs, as columns: shared shingles, Jaccard, and the share of the smaller set."""

    shared: NDArray[np.int32]
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.shared)

    def chosen(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> list[Similarity]:
        """Return what was measured of some of the pairs."""
        columns = (column[places].tolist() for column in (self.jaccard, self.containment, self.shared))
        return list(map(Similarity._make, zip(*columns, strict=True)))

    @classmethod
    def of(
        cls,
        sets: ShingleSets,
        left: NDArray[np.int64],
        right: NDArray[np.int64],
        shared: NDArray[np.int32],
    ) -> Measures:
        """Return the measures of pairs of sets that share so many shingles; those of an empty set are 0."""
        sizes = sets.sizes
        union = sizes[left] + sizes[right] - shared
        smaller = np.minimum(sizes[left], sizes[right])
        return cls(
            shared,
            np.divide(shared, union, out=np.zeros(len(shared)), where=union > 0),
            np.divide(shared, smaller, out=np.zeros(len(shared)), where=smaller > 0),
        )
