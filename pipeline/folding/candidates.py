"""Candidate pairs of one batch in memory: the same ones the warehouse's indexes find, for evaluation and benchmarks.

Articles that share a key are candidates if their times are no further apart than the window and one of them
represents the key: it is among the first `REPRESENTATIVES` of its month. So a key shared by a hundred thousand
articles costs each of them no more than a key shared by a few.
"""

# ruff: noqa: PLC0415 - Numba is loaded only where it is asked for

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.folding.bands import band_keys, sample_keys
from pipeline.folding.signatures import Sketches

# A family of copies larger than this hangs together by its first members. 16 already kept every pair of the labelled
# data; 32 leaves room for phrases that several unrelated articles share.
REPRESENTATIVES: Final = 32
MONTH_SECONDS: Final = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of article numbers, `left < right`, and how many keys of each index they share, as columns."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    bands: NDArray[np.int64]
    samples: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.left)


def find_candidates(
    sketches: Sketches,
    corpus: str,
    seconds: NDArray[np.int64] | None = None,
    window_seconds: int = 30 * 86_400,
    representatives: int = REPRESENTATIVES,
) -> Candidates:
    """Return the candidate pairs of articles that are numbered in their order in time, at `seconds` (None: at once)."""
    count = len(sketches)
    moments = np.zeros(count, np.int64) if seconds is None else seconds
    has_words = np.flatnonzero(sketches.shingle_counts > 0)
    banded = band_keys(sketches.signatures[has_words], corpus)
    by_band = _shared(
        banded.ravel(), np.repeat(has_words, banded.shape[1]), moments, window_seconds, representatives
    )
    by_sample = _shared(
        sample_keys(sketches.samples, corpus),
        np.repeat(np.arange(count), np.diff(sketches.sample_bounds)),
        moments,
        window_seconds,
        representatives,
    )
    codes = np.union1d(by_band[0], by_sample[0])
    return Candidates(
        (codes // max(count, 1)).astype(np.int64),
        (codes % max(count, 1)).astype(np.int64),
        _aligned(codes, *by_band),
        _aligned(codes, *by_sample),
    )


def _shared(
    keys: NDArray[np.int64],
    owners: NDArray[np.int64],
    moments: NDArray[np.int64],
    window_seconds: int,
    representatives: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs as `left * n + right`, sorted, and how many keys each shares."""
    from pipeline.folding.kernel import pairs_of_keys

    order = np.lexsort((owners, keys))
    codes = pairs_of_keys(
        keys[order], owners[order], moments, moments // MONTH_SECONDS, window_seconds, representatives
    )
    codes.sort()
    firsts = np.flatnonzero(np.concatenate([np.ones(min(len(codes), 1), bool), codes[1:] != codes[:-1]]))
    return codes[firsts], np.diff(np.append(firsts, len(codes)))


def _aligned(
    codes: NDArray[np.int64], own: NDArray[np.int64], counts: NDArray[np.int64]
) -> NDArray[np.int64]:
    aligned = np.zeros(len(codes), np.int64)
    aligned[np.searchsorted(codes, own)] = counts
    return aligned
